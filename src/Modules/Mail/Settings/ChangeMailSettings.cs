using System.Globalization;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Settings;
using Guildhall.Kernel.Values;
using Guildhall.Kernel.Work;
using Guildhall.Mail.Sending;
using MimeKit;

namespace Guildhall.Mail.Settings;

/// <summary>What the operator types on the page; what is fixed by the environment is not in it.</summary>
/// <param name="Password"><c>null</c> or empty keeps the present one.</param>
internal sealed record MailWish(
    string? Host, string? Port, string? Security, string? User, string? Password, string? From, string? FromName);

/// <summary>Changes how mail leaves the house.</summary>
internal sealed class ChangeMailSettings(
    AppDb db, Guard guard, InstallationSettings settings, CurrentMailSettings current, OperateWork work)
{
    public async Task RunAsync(MailWish wish, CancellationToken cancel)
    {
        var by = await guard.RequireOperatorAsync(cancel);
        var wanted = Check(wish);
        foreach (var (key, value) in wanted.Where(w => !settings.IsFixed(w.Key)))
            await settings.ChangeAsync(key, value, secret: key == MailSettings.PasswordKey, by, cancel);
        await db.SaveChangesAsync(cancel);
        current.Forget();
        // Some may wait for a server.
        await work.HurryAsync(QualifiedName.Of(typeof(SendMail)), cancel);
    }

    /// <exception cref="Refused">422 at the field.</exception>
    public static IReadOnlyDictionary<string, string> Check(MailWish wish)
    {
        var host = (wish.Host ?? "").Trim();
        if (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
            throw Refused.AtField("host", "host_invalid", "This is not a server's name, such as smtp.example.org.");
        var port = (wish.Port ?? "").Trim();
        if (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            throw Refused.AtField("port", "port_invalid", "A port is a number from 1 to 65535, mostly 587 or 465.");
        if (wish.Security is not ("starttls" or "tls" or "none"))
            throw Refused.AtField("security", "security_unknown", "Choose one of these.");
        var from = (wish.From ?? "").Trim();
        if (host.Length > 0 && !IsAddress(from))
            throw Refused.AtField("from", "from_invalid", "Enter the sender address, such as hello@example.org.");

        var values = new Dictionary<string, string>
        {
            [MailSettings.HostKey] = host,
            [MailSettings.PortKey] = port,
            [MailSettings.SecurityKey] = wish.Security,
            [MailSettings.UserKey] = (wish.User ?? "").Trim(),
            [MailSettings.FromKey] = from,
            [MailSettings.FromNameKey] = Line(wish.FromName),
        };
        if (!string.IsNullOrEmpty(wish.Password))
            values[MailSettings.PasswordKey] = wish.Password;
        return values;
    }

    private static bool IsAddress(string text) =>
        MailboxAddress.TryParse(text, out var address) && address.Address == text && address.Domain.Contains('.', StringComparison.Ordinal);

    private static string Line(string? text)
    {
        var line = (text ?? "").ReplaceLineEndings(" ").Trim();
        return line.CutTo(100);
    }
}
