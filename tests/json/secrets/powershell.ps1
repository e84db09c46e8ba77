$Headers = @{ Authorization = "Bearer ⟦ps-bearer-1⟧"; Accept = "application/json" }
$Password = "⟦ps-pass⟧"
$env:API_TOKEN = "⟦ps-tok⟧"
Invoke-RestMethod -Uri "https://api.example/list" -Headers $Headers -Method Get
Connect-Service -Server mail.example -Username ada -Password "⟦conn-pw⟧"
Write-Output "done"
