using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.DataProtection;

namespace Guildhall.Bots.Keeping;

/// <summary>The address at which a bot's program hears of interactions.</summary>
internal static class BotEndpoint
{
    /// <summary>A private address cannot be found out here: names are resolved when something is sent, and may change until then.</summary>
    /// <returns><c>null</c> for none.</returns>
    /// <exception cref="Refused">422 at the field "url".</exception>
    public static string? Check(string? typed)
    {
        var url = (typed ?? "").Trim();
        if (url.Length == 0)
            return null;
        if (url.Length > Bot.MaxUrl)
            throw Refused.AtField("url", "url_too_long", "Use at most {0} characters.", Bot.MaxUrl);
        return Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("https" or "http") && uri.UserInfo.Length == 0
            && uri.Fragment.Length == 0 ? uri.AbsoluteUri
            : throw Refused.AtField("url", "url_invalid", "Use an address that starts with https://, without a user name, password or #.");
    }
}

/// <summary>Encrypts the secrets of signatures with the installation's keys: the database alone lets nobody sign in our name.</summary>
internal sealed class BotSecrets(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Guildhall.Bots.WebhookSecret");

    public string Close(string secret) => _protector.Protect(secret);

    public string Open(string closed) => _protector.Unprotect(closed);
}
