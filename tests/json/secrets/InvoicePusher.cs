using System.Net;
using Azure.Messaging.ServiceBus;
using Microsoft.Data.SqlClient;

namespace Harbor.Connectors.Visma;

public sealed class InvoicePusher
{
    private const string ClientId = "harbor_visma_bridge";
    private const string ClientSecret = "⟦4sQ-zVx7LkT2rYb9nWcJd0PsHf5GmUeAo1KiXt8Ev⟧";
    private static readonly Guid TenantId = Guid.Parse("2f9c1b70-8d4e-4a63-b05f-7e1d6c9a3b82");
    private const string PublicKeyToken = "b77a5c561934e089";

    private const string Db =
        "Server=tcp:harbor-sql.database.windows.net,1433;Initial Catalog=Invoices;User ID=pusher;Password=⟦Kaj!plads_81⟧;Encrypt=True;";
    private const string Bus =
        "Endpoint=sb://harbor-prod.servicebus.windows.net/;SharedAccessKeyName=SendOnly;SharedAccessKey=⟦yT8qXzL2kR9bVn4WcJd0PsHf5GmUeAo1KiXt7EvSyNQ=⟧;EntityPath=invoices";
    private const string Blob =
        "DefaultEndpointsProtocol=https;AccountName=harborfiles;AccountKey=⟦Lw9zQx2VkT7rYb4nWcJd0PsHf5GmUeAo1KiXt8EvSyNhBr6CjDgMuLaFpTqZ3vRk0XbYw5NcJdPsHfGmUeAo7A==⟧;EndpointSuffix=core.windows.net";

    public async Task PushAsync(Invoice invoice, CancellationToken cancellationToken)
    {
        var proxy = new WebProxy("http://proxy.harbor.dk:3128")
        {
            Credentials = new NetworkCredential("svc-proxy", "⟦mole-Lys77⟧", "HARBOR")
        };
        await using var conn = new SqlConnection(Environment.GetEnvironmentVariable("INVOICE_DB") ?? Db);
        await using var bus = new ServiceBusClient(Bus);

        var token = await _tokens.GetAsync(ClientId, ClientSecret, cancellationToken);
        _http.DefaultRequestHeaders.Authorization = new("Bearer", token.AccessToken);
        _http.DefaultRequestHeaders.Add("X-Tenant", TenantId.ToString());
        _log.LogInformation("Token for {Client} valid until {Exp}, password=***", ClientId, token.ExpiresAt);
    }
}
