    # The values of options, and what follows an argument, which is not known below.
    $values = @{
{values}
    }
    $typed = @($commandElements | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
    if ($wordToComplete) { $typed = @($typed | Select-Object -SkipLast 1) }
    $subcommand = ''
    if ($typed.Count -gt 0 -and $typed[0] -cin '{subcommands}'.Split(' ')) { $subcommand = $typed[0] }
    $command = "ses-smtp-pass;$subcommand".TrimEnd(';')
    if ($typed.Count -gt 0 -and $values.ContainsKey("$subcommand $($typed[-1])")) {
        # Where there is none, PowerShell offers files.
        return $values["$subcommand $($typed[-1])"].Where{ $_ -like "$wordToComplete*" }
    }

