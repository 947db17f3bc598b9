
use builtin;
use str;

set edit:completion:arg-completer[ses-smtp-pass] = {|@words|
    fn spaces {|n|
        builtin:repeat $n ' ' | str:join ''
    }
    fn cand {|text desc|
        edit:complex-candidate $text &display=$text' '(spaces (- 14 (wcswidth $text)))$desc
    }
    var command = 'ses-smtp-pass'
    for word $words[1..-1] {
        if (str:has-prefix $word '-') {
            break
        }
        set command = $command';'$word
    }
    var completions = [
        &'ses-smtp-pass'= {
            cand --profile 'Take a profile of ~/.aws/credentials or ~/.aws/config'
            cand --file 'Read a file: JSON, CSV, .env or lines of ID SECRET'
            cand --access-key-id 'The SMTP user name, where the input has none'
            cand -f 'What to write: the name of a format, or a template'
            cand --format 'What to write: the name of a format, or a template'
            cand --host 'Another host than the region''s, for tunnels and tests'
            cand --port 'Another port: 25, 587, 2587 (STARTTLS), 465, 2465 (TLS from the start)'
            cand -o 'Write to a new file that only you can read'
            cand --output 'Write to a new file that only you can read'
            cand --from-env 'Take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
            cand -n 'Leave out the newline at the end'
            cand --no-newline 'Leave out the newline at the end'
            cand --unchecked 'Convert what looks wrong, with a warning'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
            cand -V 'Print version'
            cand --version 'Print version'
            cand us-east-1 'US East (N. Virginia)'
            cand us-east-2 'US East (Ohio)'
            cand us-west-1 'US West (N. California)'
            cand us-west-2 'US West (Oregon)'
            cand ca-central-1 'Canada (Central)'
            cand sa-east-1 'South America (São Paulo)'
            cand eu-central-1 'Europe (Frankfurt)'
            cand eu-west-1 'Europe (Ireland)'
            cand eu-west-2 'Europe (London)'
            cand eu-west-3 'Europe (Paris)'
            cand eu-north-1 'Europe (Stockholm)'
            cand ap-south-1 'Asia Pacific (Mumbai)'
            cand ap-northeast-1 'Asia Pacific (Tokyo)'
            cand ap-northeast-2 'Asia Pacific (Seoul)'
            cand ap-northeast-3 'Asia Pacific (Osaka)'
            cand ap-southeast-1 'Asia Pacific (Singapore)'
            cand ap-southeast-2 'Asia Pacific (Sydney)'
            cand us-gov-west-1 'AWS GovCloud (US-West)'
            cand us-gov-east-1 'AWS GovCloud (US-East)'
            cand check 'Say what is wrong with an SMTP password or with its configuration'
            cand regions 'List the regions that have SES, and their SMTP hosts'
            cand completions 'Write a completion script for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'ses-smtp-pass;us-east-1'= {
        }
        &'ses-smtp-pass;us-east-2'= {
        }
        &'ses-smtp-pass;us-west-1'= {
        }
        &'ses-smtp-pass;us-west-2'= {
        }
        &'ses-smtp-pass;ca-central-1'= {
        }
        &'ses-smtp-pass;sa-east-1'= {
        }
        &'ses-smtp-pass;eu-central-1'= {
        }
        &'ses-smtp-pass;eu-west-1'= {
        }
        &'ses-smtp-pass;eu-west-2'= {
        }
        &'ses-smtp-pass;eu-west-3'= {
        }
        &'ses-smtp-pass;eu-north-1'= {
        }
        &'ses-smtp-pass;ap-south-1'= {
        }
        &'ses-smtp-pass;ap-northeast-1'= {
        }
        &'ses-smtp-pass;ap-northeast-2'= {
        }
        &'ses-smtp-pass;ap-northeast-3'= {
        }
        &'ses-smtp-pass;ap-southeast-1'= {
        }
        &'ses-smtp-pass;ap-southeast-2'= {
        }
        &'ses-smtp-pass;us-gov-west-1'= {
        }
        &'ses-smtp-pass;us-gov-east-1'= {
        }
        &'ses-smtp-pass;check'= {
            cand --profile 'Take a profile of ~/.aws/credentials or ~/.aws/config'
            cand --file 'Read a file: JSON, CSV, .env or lines of ID SECRET'
            cand --region 'Ask whether the password is right for this region'
            cand --format 'How to answer: text or json'
            cand --from-env 'Take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'
            cand -h 'Print help (see more with ''--help'')'
            cand --help 'Print help (see more with ''--help'')'
        }
        &'ses-smtp-pass;regions'= {
            cand --format 'How to answer: table or json'
            cand -h 'Print help'
            cand --help 'Print help'
        }
        &'ses-smtp-pass;completions'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand bash ''
            cand elvish ''
            cand fish ''
            cand powershell ''
            cand zsh ''
        }
        &'ses-smtp-pass;completions;bash'= {
        }
        &'ses-smtp-pass;completions;elvish'= {
        }
        &'ses-smtp-pass;completions;fish'= {
        }
        &'ses-smtp-pass;completions;powershell'= {
        }
        &'ses-smtp-pass;completions;zsh'= {
        }
        &'ses-smtp-pass;help'= {
            cand -h 'Print help'
            cand --help 'Print help'
            cand check 'Say what is wrong with an SMTP password or with its configuration'
            cand regions 'List the regions that have SES, and their SMTP hosts'
            cand completions 'Write a completion script for a shell'
            cand help 'Print this message or the help of the given subcommand(s)'
        }
        &'ses-smtp-pass;help;check'= {
        }
        &'ses-smtp-pass;help;regions'= {
        }
        &'ses-smtp-pass;help;completions'= {
        }
        &'ses-smtp-pass;help;help'= {
        }
    ]
    $completions[$command]
}

# The values of options, and what follows an argument, which is not known above.
var ses-smtp-pass-values = [
    &' --file'=[]
    &' -f'=[password json env url postfix msmtp netrc git-credential]
    &' --format'=[password json env url postfix msmtp netrc git-credential]
    &' -o'=[]
    &' --output'=[]
    &'check'=[]
    &'check --file'=[]
    &'check --region'=[us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-west-1 eu-west-2 eu-west-3 eu-north-1 ap-south-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 us-gov-west-1 us-gov-east-1]
    &'check --format'=[text json]
    &'regions --format'=[table json]
]
var ses-smtp-pass-generated = $edit:completion:arg-completer[ses-smtp-pass]
set edit:completion:arg-completer[ses-smtp-pass] = {|@words|
    var subcommand = ''
    if (and (> (count $words) 2) (has-value [check regions completions help] $words[1])) {
        set subcommand = $words[1]
    }
    var option = $subcommand' '$words[-2]
    if (not (has-key $ses-smtp-pass-values $option)) {
        var command = [ses-smtp-pass $subcommand]
        if (eq $subcommand '') {
            set command = [ses-smtp-pass]
        }
        $ses-smtp-pass-generated $@command ''
        if (has-key $ses-smtp-pass-values $subcommand) {
            edit:complete-filename $words[-1]
        }
    } elif (eq $ses-smtp-pass-values[$option] []) {
        edit:complete-filename $words[-1]
    } else {
        all $ses-smtp-pass-values[$option]
    }
}
