using Guildhall.App.Tests.Hosting;
using MimeKit;

namespace Guildhall.App.Tests.Mail;

/// <summary>The program with a mail server, as its environment sets it.</summary>
public class MailApp : GuildhallApp
{
    public MailServer Server { get; } = MailServer.Start();

    protected override IEnumerable<string> Settings =>
    [
        "--Guildhall:Mail:Host=127.0.0.1", $"--Guildhall:Mail:Port={Server.Port}", "--Guildhall:Mail:Security=none",
        "--Guildhall:Mail:From=hello@guild.example", "--Guildhall:Mail:FromName=Guild", "--Guildhall:PublicUrl=https://guild.example",
        "--AllowedHosts=*", "--Guildhall:Accounts:Mails:PerMinute=1000", "--Guildhall:Accounts:Mails:PerHour=1000",
    ];

    /// <summary>The local path of the link in a mail's text that begins so.</summary>
    public static string LinkIn(MimeMessage mail, string beginning)
    {
        const string Site = "https://guild.example";
        return mail.TextBody!.Split('\n').Single(l => l.StartsWith(Site + beginning, StringComparison.Ordinal)).Trim()[Site.Length..];
    }
}
