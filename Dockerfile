# .github/build, then: docker build --tag ses-smtp-pass --file Dockerfile target/dist/ses-smtp-pass
FROM scratch
COPY ses-smtp-pass /
ENTRYPOINT ["/ses-smtp-pass"]
