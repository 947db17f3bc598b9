
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'ses-smtp-pass' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'ses-smtp-pass'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    # The values of options, and what follows an argument, which is not known below.
    $values = @{
        ' --file' = @()
        ' -f' = @('password', 'json', 'env', 'url', 'postfix', 'msmtp', 'netrc', 'git-credential')
        ' --format' = @('password', 'json', 'env', 'url', 'postfix', 'msmtp', 'netrc', 'git-credential')
        ' -o' = @()
        ' --output' = @()
        'check' = @()
        'check --file' = @()
        'check --region' = @('us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ca-central-1', 'sa-east-1', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'ap-south-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-southeast-1', 'ap-southeast-2', 'us-gov-west-1', 'us-gov-east-1')
        'check --format' = @('text', 'json')
        'regions --format' = @('table', 'json')
    }
    $typed = @($commandElements | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
    if ($wordToComplete) { $typed = @($typed | Select-Object -SkipLast 1) }
    $subcommand = ''
    if ($typed.Count -gt 0 -and $typed[0] -cin 'check regions completions help'.Split(' ')) { $subcommand = $typed[0] }
    $command = "ses-smtp-pass;$subcommand".TrimEnd(';')
    if ($typed.Count -gt 0 -and $values.ContainsKey("$subcommand $($typed[-1])")) {
        # Where there is none, PowerShell offers files.
        return $values["$subcommand $($typed[-1])"].Where{ $_ -like "$wordToComplete*" }
    }

    $completions = @(switch ($command) {
        'ses-smtp-pass' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take a profile of ~/.aws/credentials or ~/.aws/config')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Read a file: JSON, CSV, .env or lines of ID SECRET')
            [CompletionResult]::new('--access-key-id', '--access-key-id', [CompletionResultType]::ParameterName, 'The SMTP user name, where the input has none')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'What to write: the name of a format, or a template')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'What to write: the name of a format, or a template')
            [CompletionResult]::new('--host', '--host', [CompletionResultType]::ParameterName, 'Another host than the region''s, for tunnels and tests')
            [CompletionResult]::new('--port', '--port', [CompletionResultType]::ParameterName, 'Another port: 25, 587, 2587 (STARTTLS), 465, 2465 (TLS from the start)')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'Write to a new file that only you can read')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'Write to a new file that only you can read')
            [CompletionResult]::new('--from-env', '--from-env', [CompletionResultType]::ParameterName, 'Take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
            [CompletionResult]::new('-n', '-n', [CompletionResultType]::ParameterName, 'Leave out the newline at the end')
            [CompletionResult]::new('--no-newline', '--no-newline', [CompletionResultType]::ParameterName, 'Leave out the newline at the end')
            [CompletionResult]::new('--unchecked', '--unchecked', [CompletionResultType]::ParameterName, 'Convert what looks wrong, with a warning')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('us-east-1', 'us-east-1', [CompletionResultType]::ParameterValue, 'US East (N. Virginia)')
            [CompletionResult]::new('us-east-2', 'us-east-2', [CompletionResultType]::ParameterValue, 'US East (Ohio)')
            [CompletionResult]::new('us-west-1', 'us-west-1', [CompletionResultType]::ParameterValue, 'US West (N. California)')
            [CompletionResult]::new('us-west-2', 'us-west-2', [CompletionResultType]::ParameterValue, 'US West (Oregon)')
            [CompletionResult]::new('ca-central-1', 'ca-central-1', [CompletionResultType]::ParameterValue, 'Canada (Central)')
            [CompletionResult]::new('sa-east-1', 'sa-east-1', [CompletionResultType]::ParameterValue, 'South America (São Paulo)')
            [CompletionResult]::new('eu-central-1', 'eu-central-1', [CompletionResultType]::ParameterValue, 'Europe (Frankfurt)')
            [CompletionResult]::new('eu-west-1', 'eu-west-1', [CompletionResultType]::ParameterValue, 'Europe (Ireland)')
            [CompletionResult]::new('eu-west-2', 'eu-west-2', [CompletionResultType]::ParameterValue, 'Europe (London)')
            [CompletionResult]::new('eu-west-3', 'eu-west-3', [CompletionResultType]::ParameterValue, 'Europe (Paris)')
            [CompletionResult]::new('eu-north-1', 'eu-north-1', [CompletionResultType]::ParameterValue, 'Europe (Stockholm)')
            [CompletionResult]::new('ap-south-1', 'ap-south-1', [CompletionResultType]::ParameterValue, 'Asia Pacific (Mumbai)')
            [CompletionResult]::new('ap-northeast-1', 'ap-northeast-1', [CompletionResultType]::ParameterValue, 'Asia Pacific (Tokyo)')
            [CompletionResult]::new('ap-northeast-2', 'ap-northeast-2', [CompletionResultType]::ParameterValue, 'Asia Pacific (Seoul)')
            [CompletionResult]::new('ap-northeast-3', 'ap-northeast-3', [CompletionResultType]::ParameterValue, 'Asia Pacific (Osaka)')
            [CompletionResult]::new('ap-southeast-1', 'ap-southeast-1', [CompletionResultType]::ParameterValue, 'Asia Pacific (Singapore)')
            [CompletionResult]::new('ap-southeast-2', 'ap-southeast-2', [CompletionResultType]::ParameterValue, 'Asia Pacific (Sydney)')
            [CompletionResult]::new('us-gov-west-1', 'us-gov-west-1', [CompletionResultType]::ParameterValue, 'AWS GovCloud (US-West)')
            [CompletionResult]::new('us-gov-east-1', 'us-gov-east-1', [CompletionResultType]::ParameterValue, 'AWS GovCloud (US-East)')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say what is wrong with an SMTP password or with its configuration')
            [CompletionResult]::new('regions', 'regions', [CompletionResultType]::ParameterValue, 'List the regions that have SES, and their SMTP hosts')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write a completion script for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ses-smtp-pass;us-east-1' {
            break
        }
        'ses-smtp-pass;us-east-2' {
            break
        }
        'ses-smtp-pass;us-west-1' {
            break
        }
        'ses-smtp-pass;us-west-2' {
            break
        }
        'ses-smtp-pass;ca-central-1' {
            break
        }
        'ses-smtp-pass;sa-east-1' {
            break
        }
        'ses-smtp-pass;eu-central-1' {
            break
        }
        'ses-smtp-pass;eu-west-1' {
            break
        }
        'ses-smtp-pass;eu-west-2' {
            break
        }
        'ses-smtp-pass;eu-west-3' {
            break
        }
        'ses-smtp-pass;eu-north-1' {
            break
        }
        'ses-smtp-pass;ap-south-1' {
            break
        }
        'ses-smtp-pass;ap-northeast-1' {
            break
        }
        'ses-smtp-pass;ap-northeast-2' {
            break
        }
        'ses-smtp-pass;ap-northeast-3' {
            break
        }
        'ses-smtp-pass;ap-southeast-1' {
            break
        }
        'ses-smtp-pass;ap-southeast-2' {
            break
        }
        'ses-smtp-pass;us-gov-west-1' {
            break
        }
        'ses-smtp-pass;us-gov-east-1' {
            break
        }
        'ses-smtp-pass;check' {
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'Take a profile of ~/.aws/credentials or ~/.aws/config')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'Read a file: JSON, CSV, .env or lines of ID SECRET')
            [CompletionResult]::new('--region', '--region', [CompletionResultType]::ParameterName, 'Ask whether the password is right for this region')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to answer: text or json')
            [CompletionResult]::new('--from-env', '--from-env', [CompletionResultType]::ParameterName, 'Take AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'ses-smtp-pass;regions' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How to answer: table or json')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            break
        }
        'ses-smtp-pass;completions' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('bash', 'bash', [CompletionResultType]::ParameterValue, 'bash')
            [CompletionResult]::new('elvish', 'elvish', [CompletionResultType]::ParameterValue, 'elvish')
            [CompletionResult]::new('fish', 'fish', [CompletionResultType]::ParameterValue, 'fish')
            [CompletionResult]::new('powershell', 'powershell', [CompletionResultType]::ParameterValue, 'powershell')
            [CompletionResult]::new('zsh', 'zsh', [CompletionResultType]::ParameterValue, 'zsh')
            break
        }
        'ses-smtp-pass;completions;bash' {
            break
        }
        'ses-smtp-pass;completions;elvish' {
            break
        }
        'ses-smtp-pass;completions;fish' {
            break
        }
        'ses-smtp-pass;completions;powershell' {
            break
        }
        'ses-smtp-pass;completions;zsh' {
            break
        }
        'ses-smtp-pass;help' {
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Say what is wrong with an SMTP password or with its configuration')
            [CompletionResult]::new('regions', 'regions', [CompletionResultType]::ParameterValue, 'List the regions that have SES, and their SMTP hosts')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Write a completion script for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'ses-smtp-pass;help;check' {
            break
        }
        'ses-smtp-pass;help;regions' {
            break
        }
        'ses-smtp-pass;help;completions' {
            break
        }
        'ses-smtp-pass;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
