ses-smtp-pass completions powershell | Out-String | Invoke-Expression
