using System.Globalization;
using MailKit.Security;

namespace Guildhall.Mail.Settings;

/// <summary>How mail leaves the house.</summary>
/// <param name="Host">Name of the server; empty while mail is off.</param>
/// <param name="Security">"starttls", "tls" or "none".</param>
/// <param name="User">Empty for a server that asks for no password.</param>
/// <param name="From">The address in From.</param>
/// <param name="FromName">The name in From where the mail is no community's.</param>
internal sealed record MailSettings(string Host, int Port, string Security, string User, string Password, string From, string FromName)
{
    public const string HostKey = "Guildhall:Mail:Host", PortKey = "Guildhall:Mail:Port", SecurityKey = "Guildhall:Mail:Security", UserKey = "Guildhall:Mail:User",
        PasswordKey = "Guildhall:Mail:Password", FromKey = "Guildhall:Mail:From", FromNameKey = "Guildhall:Mail:FromName";

    public static readonly IReadOnlyList<string> Keys = [HostKey, PortKey, SecurityKey, UserKey, PasswordKey, FromKey, FromNameKey];

    /// <summary>Submission with STARTTLS (RFC 6409).</summary>
    public const int DefaultPort = 587;

    public static readonly MailSettings Off = new("", DefaultPort, "starttls", "", "", "", "");

    public bool IsOn => Host.Length > 0 && From.Length > 0;

    /// <summary>Never "if offered": an attacker on the way takes the offer out.</summary>
    public SecureSocketOptions SocketOptions => Security switch
    {
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => SecureSocketOptions.StartTls,
    };

    public static MailSettings Of(IReadOnlyDictionary<string, string> values) => new(
        values.GetValueOrDefault(HostKey, ""),
        int.TryParse(values.GetValueOrDefault(PortKey), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : DefaultPort,
        values.GetValueOrDefault(SecurityKey, "starttls"),
        values.GetValueOrDefault(UserKey, ""),
        values.GetValueOrDefault(PasswordKey, ""),
        values.GetValueOrDefault(FromKey, ""),
        values.GetValueOrDefault(FromNameKey, ""));
}
