using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Integrations.Webhooks;

/// <summary>Encrypts the endpoints' secrets with the installation's keys: who reads the database alone cannot sign in our name.</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Guildhall.Integrations.Webhooks.Secret");

    public string Close(string secret) => _protector.Protect(secret);

    public string Open(string closed) => _protector.Unprotect(closed);
}
