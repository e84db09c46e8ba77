#Requires -Version 5.1
param([string]$Umgebung = 'PROD', [switch]$OhneKennwort)

$cfg = @{
    SharePointSite   = 'https://brauhaus.sharepoint.com/sites/einkauf'
    AppId            = 'd12f3698-ab96-4ac1-9447-85faa5b6be14'
    Thumbprint       = '9526D281B9E2A8B2F3C0ED71009900310D948165'
    PfxKennwort      = '⟦Hefe#Malz#Wasser⟧'
    MatrikelApi      = 'https://matrikel.brauhaus.de/v1'
    MatrikelApiKey   = '⟦mk_live_l2V4w9IV8ZzRx4DyLTTvjc0d8dzsczcm⟧'
    SqlConnection    = "Server=SQL03;Database=Rezepte;User Id=rezept_leser;Password=⟦S'Maß-is-voll1⟧;TrustServerCertificate=true"
}

$env:ATLASSIAN_TOKEN = "⟦ATATT3xFfGF0UgKpWoKL6HD4BKh2VVSaGxXMrMjkw_OWSiAaajSZPNUfNO_wrhebDnwhMTq49uij3XnYWt94_KIXMYQW2Ldd4f8su9l8SATWPzysVD8-8UEJOsM9Z4m46N5dZzIghcSEHwMMMpD2Ui7W13Ml868giyLQDNqPA5oIrBdt2ChNZ5s=AEEF91AF⟧"
$basic = [Convert]::ToBase64String([Text.Encoding]::ASCII.GetBytes("jira@brauhaus.de:$($env:ATLASSIAN_TOKEN)"))

Import-PfxCertificate -FilePath .\app.pfx -CertStoreLocation Cert:\CurrentUser\My `
    -Password (ConvertTo-SecureString $cfg.PfxKennwort -AsPlainText -Force)
Connect-PnPOnline -Url $cfg.SharePointSite -ClientId $cfg.AppId -Thumbprint $cfg.Thumbprint -Tenant 'brauhaus.onmicrosoft.com'

net use Z: \\nas02\rezepte /user:BRAUHAUS\rezept ⟦Sudpfanne_4⟧ /persistent:no
cmdkey /generic:TERMSRV/ts01 /user:BRAUHAUS\ts /pass:⟦pJrQMrsjolgvHd⟧

if ($OhneKennwort) { Write-Warning 'Kennwortabfrage übersprungen' }
Get-ADUser -Filter * -Properties PasswordLastSet | Export-Csv kennwort-alter.csv
