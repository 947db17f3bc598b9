# Passes on what is typed, with the name that the conversion has below.
function __fish_ses_smtp_pass_typed
    set -l typed (commandline -opc)
    echo $typed[1]
    set -e typed[1]
    contains -- "$typed[1]" check regions completions help
    or echo convert
    string join \n -- $typed
end

# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_ses_smtp_pass_global_optspecs
    string join \n h/help
end

function __fish_ses_smtp_pass_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (__fish_ses_smtp_pass_typed)
    set -e cmd[1]
    argparse -s (__fish_ses_smtp_pass_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_ses_smtp_pass_using_subcommand
    set -l cmd (__fish_ses_smtp_pass_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_needs_command" -s h -l help -d 'Print help'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_needs_command" -f -a "convert"
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_needs_command" -f -a "check" -d 'Say what is wrong with an SMTP password or with its configuration'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_needs_command" -f -a "regions" -d 'List the regions that have SES, and their SMTP hosts'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_needs_command" -f -a "completions" -d 'Write a completion script for a shell'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -l profile -d 'Take a profile of ~/.aws/credentials or ~/.aws/config' -r -f
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -l file -d 'Read a file: JSON, CSV, .env or lines of ID SECRET' -r -F
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -l access-key-id -d 'The SMTP user name, where the input has none' -r -f
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -s f -l format -d 'What to write: the name of a format, or a template' -r -f -a "password\t'the password alone'
json\t'one object a line, as Terraform\'s external data wants it'
env\t'SMTP_HOST=, SMTP_PORT= and so on, a line each, for .env files'
url\t'smtps://USER:PASSWORD@HOST:465, percent-encoded'
postfix\t'a line of Postfix\'s sasl_passwd'
msmtp\t'an account of ~/.msmtprc'
netrc\t'a line of ~/.netrc, as curl reads it'
git-credential\t'input for `git credential approve`'"
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -l host -d 'Another host than the region\'s, for tunnels and tests' -r -f
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -l port -d 'Another port: 25, 587, 2587 (STARTTLS), 465, 2465 (TLS from the start)' -r -f
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -s o -l output -d 'Write to a new file that only you can read' -r -F
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -l from-env -d 'Take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -s n -l no-newline -d 'Leave out the newline at the end'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -l unchecked -d 'Convert what looks wrong, with a warning'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand convert" -s V -l version -d 'Print version'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand check" -l profile -d 'Take a profile of ~/.aws/credentials or ~/.aws/config' -r -f
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand check" -l file -d 'Read a file: JSON, CSV, .env or lines of ID SECRET' -r -F
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand check" -l region -d 'Ask whether the password is right for this region' -r -f -a "us-east-1\t'US East (N. Virginia)'
us-east-2\t'US East (Ohio)'
us-west-1\t'US West (N. California)'
us-west-2\t'US West (Oregon)'
ca-central-1\t'Canada (Central)'
sa-east-1\t'South America (São Paulo)'
eu-central-1\t'Europe (Frankfurt)'
eu-west-1\t'Europe (Ireland)'
eu-west-2\t'Europe (London)'
eu-west-3\t'Europe (Paris)'
eu-north-1\t'Europe (Stockholm)'
ap-south-1\t'Asia Pacific (Mumbai)'
ap-northeast-1\t'Asia Pacific (Tokyo)'
ap-northeast-2\t'Asia Pacific (Seoul)'
ap-northeast-3\t'Asia Pacific (Osaka)'
ap-southeast-1\t'Asia Pacific (Singapore)'
ap-southeast-2\t'Asia Pacific (Sydney)'
us-gov-west-1\t'AWS GovCloud (US-West)'
us-gov-east-1\t'AWS GovCloud (US-East)'"
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand check" -l format -d 'How to answer: text or json' -r -f -a "text\t''
json\t''"
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand check" -l from-env -d 'Take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand regions" -l format -d 'How to answer: table or json' -r -f -a "table\t''
json\t''"
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand regions" -s h -l help -d 'Print help'
complete -c ses-smtp-pass -n "__fish_ses_smtp_pass_using_subcommand completions" -s h -l help -d 'Print help'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a us-east-1 -d 'US East (N. Virginia)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a us-east-2 -d 'US East (Ohio)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a us-west-1 -d 'US West (N. California)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a us-west-2 -d 'US West (Oregon)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a ca-central-1 -d 'Canada (Central)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a sa-east-1 -d 'South America (São Paulo)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a eu-central-1 -d 'Europe (Frankfurt)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a eu-west-1 -d 'Europe (Ireland)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a eu-west-2 -d 'Europe (London)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a eu-west-3 -d 'Europe (Paris)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a eu-north-1 -d 'Europe (Stockholm)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a ap-south-1 -d 'Asia Pacific (Mumbai)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a ap-northeast-1 -d 'Asia Pacific (Tokyo)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a ap-northeast-2 -d 'Asia Pacific (Seoul)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a ap-northeast-3 -d 'Asia Pacific (Osaka)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a ap-southeast-1 -d 'Asia Pacific (Singapore)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a ap-southeast-2 -d 'Asia Pacific (Sydney)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a us-gov-west-1 -d 'AWS GovCloud (US-West)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand convert' -f -a us-gov-east-1 -d 'AWS GovCloud (US-East)'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand completions' -f -a bash -d ''
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand completions' -f -a elvish -d ''
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand completions' -f -a fish -d ''
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand completions' -f -a powershell -d ''
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand completions' -f -a zsh -d ''
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand help' -f -a check -d 'Say what is wrong with an SMTP password or with its configuration'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand help' -f -a regions -d 'List the regions that have SES, and their SMTP hosts'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand help' -f -a completions -d 'Write a completion script for a shell'
complete -c ses-smtp-pass -n '__fish_ses_smtp_pass_using_subcommand help' -f -a help -d 'Print this message or the help of the given subcommand(s)'
complete -c ses-smtp-pass -n 'test (count (commandline -opc)) -eq 1' -f -a check -d 'Say what is wrong with an SMTP password or with its configuration'
complete -c ses-smtp-pass -n 'test (count (commandline -opc)) -eq 1' -f -a regions -d 'List the regions that have SES, and their SMTP hosts'
complete -c ses-smtp-pass -n 'test (count (commandline -opc)) -eq 1' -f -a completions -d 'Write a completion script for a shell'
complete -c ses-smtp-pass -n 'test (count (commandline -opc)) -eq 1' -f -a help -d 'Print this message or the help of the given subcommand(s)'
