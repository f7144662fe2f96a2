using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Mail;

/// <summary>No server at first; then the operator enters one in the browser.</summary>
public class Without_a_mail_server(Without_a_mail_server.Serverless app) : IClassFixture<Without_a_mail_server.Serverless>
{
    public sealed class Serverless : GuildhallApp
    {
        public MailServer Server { get; } = MailServer.Start();

        protected override IEnumerable<string> Settings => ["--Guildhall:PublicUrl=https://guild.example", "--AllowedHosts=*"];
    }

    [Fact]
    public async Task What_still_matters_waits_for_one_and_the_rest_is_let_go()
    {
        var owner = (await app.SignInAsync(await app.MemberAsync("Owner", owner: true))).Speaking("en");
        var person = await app.MemberAsync();
        await SendAsync(person, "account.welcome", "too late");
        await app.SettleAsync();
        app.Clock.Advance(TimeSpan.FromDays(7));
        await SendAsync(person, "receipt", "paper");
        await SendAsync(person, "account.sign_in", "short");
        await SendAsync(person, "notify.reply", "news");
        var gone = await app.MemberAsync();
        await SendAsync(gone, "receipt", "to nobody");
        await app.SettleAsync();
        await app.WithAsync<IEnumerable<IForget>>(all => all.OfType<ForgetAddresses>().Single()
            .ForgetAsync(new ForgottenMember(gone.Id, "Gone", gone.Email, TakesPosts: false)));
        app.Clock.Advance(TimeSpan.FromHours(20));
        await app.SettleAsync();

        Assert.Equal(["news", "short", "to nobody", "too late"], await EndedAsync());
        var page = await owner.GetAsync("/operate/mail");
        Assert.Contains("Email is off", page.TextOf("main"), StringComparison.Ordinal);
        Assert.Contains("1 email (receipts, and links that are still valid) will be sent", page.TextOf("main"), StringComparison.Ordinal);
        (await owner.SubmitAsync("/operate/mail", ("host", "127.0.0.1"), ("port", app.Server.Port), ("security", "none"),
            ("from", "hello@guild.example"))).ShouldRedirect();
        await app.SettleAsync();

        Assert.Equal("paper", Assert.Single(app.Server.Got).Subject);
        Assert.DoesNotContain("will be sent once", (await owner.GetAsync("/operate/mail")).TextOf("main"), StringComparison.Ordinal);
    }

    private Task<List<string>> EndedAsync() => app.WithAsync<AppDb, List<string>>(db =>
        db.Set<SentMail>().Where(m => m.EndedAt != null).Select(m => m.Subject).OrderBy(s => s).ToListAsync());

    private Task SendAsync(Person to, string kind, string subject) => app.WithAsync<IServiceProvider>(async services =>
    {
        services.GetRequiredService<IMail>().Send(new OutgoingMail(
            kind, subject, to.Id, to.Email, "en", subject, [new MailPart.Paragraph("Words.")]));
        await services.GetRequiredService<AppDb>().SaveChangesAsync();
    });
}
