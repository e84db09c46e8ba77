<#
.SYNOPSIS
  Syncs guest users from ServiceNow to Entra ID. Run from TASK01, every 4 hours.
#>
param(
    [string]$TenantId = '9c1f7b02-4e8d-4a36-b05f-d71e6c9a3b82',
    [string]$ClientId = '51d0e7a4-c93b-4f82-8e16-0b7f2c4a9d35',
    [securestring]$Password
)

$Thumbprint = '7B0F9C1E3D4A6E9D530E7F4A2C81B6D19E4A7058'
$snowUser = 'svc.guest.sync'
$snowPassword = ConvertTo-SecureString '⟦Tr0ut&Riverbank⟧' -AsPlainText -Force
$snowCred = New-Object System.Management.Automation.PSCredential ($snowUser, $snowPassword)

$body = @{
    grant_type    = 'client_credentials'
    client_id     = $ClientId
    client_secret = '⟦Zx38Q~kTv9LqRb2YnWc4JdPs0HfGm5UeAoKiXtEv⟧'
    scope         = 'https://graph.microsoft.com/.default'
}
$tok = Invoke-RestMethod -Method Post -Uri "https://login.microsoftonline.com/$TenantId/oauth2/v2.0/token" -Body $body
$headers = @{ Authorization = "Bearer $($tok.access_token)"; ConsistencyLevel = 'eventual' }

# Flow that posts the summary
$flow = 'https://prod-41.westeurope.logic.azure.com/workflows/5e07b1c4f9d8263a/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=⟦q7LxZ0vTk8RbYw2NcJd5PsHf1GmUeAo9KiXt4EvSyNh⟧'
Invoke-RestMethod -Uri $flow -Method Post -Body (@{ added = $added.Count } | ConvertTo-Json)

net use \\files02\exports /user:CORP\svc.export ⟦Ab3nd-Kranich⟧
$apiKey = (Get-AzKeyVaultSecret -VaultName 'kv-sync-prod' -Name 'snow-api-key' -AsPlainText)
Write-Host "Done, token expires in $($tok.expires_in)s"
