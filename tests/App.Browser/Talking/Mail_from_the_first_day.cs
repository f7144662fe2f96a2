using Guildhall.App.Browser.Hosting;
using Guildhall.App.Tests.Mail;
using MimeKit;

namespace Guildhall.App.Browser.Talking;

/// <summary>An operator enters a mail server and tries it; somebody who forgot the password gets in again by a mailed link.</summary>
public sealed class Mail_from_the_first_day(
    GuildhallServer server, Chromium chromium) : Journey(server, chromium), IClassFixture<GuildhallServer>
{
    private const string NewPassword = "seven ferries under the moon";

    [Fact]
    public async Task Leads_from_a_test_mail_to_a_forgotten_password_set_anew()
    {
        await using var mails = MailServer.Start();
        var owner = await OpenAsync(Look.Desktop);
        await owner.SetUpAsync(Server);
        var reader = await OpenAsync(Look.Phone.InChinese.InTheDark);
        await reader.RegisterAsync("chen@example.org");
        var forgetful = await OpenAsync(Look.Phone);
        await forgetful.GoToAsync("/sign-in/help");
        await forgetful.ShouldBeGoodAsync("mail-help-without");

        await SetMailUpAsync(owner, mails);
        await owner.PressAsync("button:has-text('Send test email')");
        await owner.Page.Locator(".callout.success").WaitForAsync();
        await owner.ShouldBeGoodAsync("mail-test");
        Assert.Equal("Test email from Guildhall", mails.To(Backend.OwnerEmail).Subject);

        await forgetful.GoToAsync("/sign-in/help");
        await forgetful.FillAsync("email", "chen@example.org");
        await forgetful.ShouldBeGoodAsync("mail-help");
        await forgetful.PressAsync("button[value=password]");
        await forgetful.ShouldBeGoodAsync("mail-asked");
        await forgetful.GoToAsync(LinkIn(await ArrivesAsync(mails, "chen@example.org")));
        await forgetful.FillAsync("password", NewPassword);
        await forgetful.ShouldBeGoodAsync("mail-new-password");
        await forgetful.PressAsync("main form button.primary");

        await forgetful.FillAsync("email", "chen@example.org");
        await forgetful.FillAsync("password", NewPassword);
        await forgetful.PressAsync("main form button.primary");
        await forgetful.GoToAsync("/account");
        Assert.Contains("chen@example.org", await forgetful.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        // Whoever had the old one is out, and the stream of that tab was told so.
        await reader.GoToAsync("/account");
        Assert.Contains("/sign-in", reader.Page.Url, StringComparison.Ordinal);
    }

    private static async Task SetMailUpAsync(Visit owner, MailServer mails)
    {
        await owner.GoToAsync("/operate/mail");
        await owner.ShouldBeGoodAsync("mail-off");
        await owner.FillAsync("host", "127.0.0.1");
        await owner.FillAsync("port", mails.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await owner.Page.Locator("[name=security]").SelectOptionAsync("none");
        await owner.FillAsync("from", "hello@example.org");
        await owner.PressAsync("form:has([name=host]) button.primary");
        await owner.Page.Locator("button:has-text('Send test email')").WaitForAsync();
    }

    /// <summary>The program is another process: nothing tells when its mail is out.</summary>
    private static async Task<MimeMessage> ArrivesAsync(MailServer mails, string address)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!mails.Got.Any(m => m.To.Mailboxes.Any(t => t.Address == address)))
            await Task.Delay(50, patience.Token);
        return mails.To(address);
    }

    private static string LinkIn(MimeMessage mail)
    {
        var lines = mail.TextBody!.Split('\n').Select(l => l.Trim());
        return new Uri(lines.Single(l => l.Contains("/password/", StringComparison.Ordinal))).PathAndQuery;
    }
}
