using System.Net;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Data;
using Guildhall.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using SmtpServer.Protocol;

namespace Guildhall.App.Tests.Mail;

public class Sending_mail(MailApp app) : IClassFixture<MailApp>, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        app.Server.Refuses = null;
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_mail_goes_out_once_whoever_asks_for_it_again()
    {
        var person = await app.MemberAsync();
        await SendAsync(person, "once");
        await SendAsync(person, "once");
        await app.SettleAsync();
        await SendAsync(person, "once");
        await app.SettleAsync();

        var mail = app.Server.To(person.Email);
        Assert.Equal("Guild", mail.From.Mailboxes.Single().Name);
        Assert.Contains("Ein Wort & <b>noch eins</b>", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Ein Wort &amp; &lt;b&gt;noch eins&lt;/b&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("https://guild.example/account", mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_for_now_is_tried_again_under_the_same_message_id()
    {
        var person = await app.MemberAsync();
        app.Server.Refuses = new SmtpResponse(SmtpReplyCode.ServiceUnavailable, "try later");
        await SendAsync(person, "later");
        await app.SettleAsync();
        var begun = await RowAsync("later");
        Assert.Contains("try later", begun.Answer, StringComparison.Ordinal);

        app.Server.Refuses = null;
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await app.SettleAsync();

        Assert.Equal(begun.MessageId, app.Server.To(person.Email).MessageId);
        Assert.NotNull((await RowAsync("later")).SentAt);
    }

    /// <summary>The page behind "unsubscribe" names every kind that members are told of.</summary>
    [Fact]
    public void Each_kind_of_optional_mail_has_words()
    {
        var kinds = Guildhall.Notifications.List.NotificationKinds.All;

        Assert.NotEmpty(kinds);
        foreach (var kind in kinds)
            Assert.Equal(Guildhall.Notifications.List.NotificationKinds.Text(kind),
                Guildhall.Mail.Refusals.MailKinds.Text(Guildhall.Notifications.List.NotificationKinds.Mail(kind)));
    }

    [Fact]
    public async Task What_is_refused_for_ever_is_given_up()
    {
        var person = await app.MemberAsync();
        app.Server.Refuses = new SmtpResponse(SmtpReplyCode.TransactionFailed, "no such mailbox");
        await SendAsync(person, "never");
        await app.SettleAsync();

        Assert.NotNull((await RowAsync("never")).EndedAt);
        app.Server.Refuses = null;
        app.Clock.Advance(TimeSpan.FromDays(3));
        await app.SettleAsync();
        Assert.DoesNotContain(app.Server.Got, m => m.To.Mailboxes.Any(t => t.Address == person.Email));
    }

    [Fact]
    public async Task One_click_in_the_mail_program_unsubscribes_without_being_signed_in()
    {
        var person = await app.MemberAsync();
        await SendAsync(person, "optional", optional: true);
        await app.SettleAsync();
        var mail = app.Server.To(person.Email);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers[MimeKit.HeaderId.ListUnsubscribePost]);
        var path = new Uri(mail.Headers[MimeKit.HeaderId.ListUnsubscribe]!.Trim('<', '>')).PathAndQuery;

        var program = app.Visitor();
        Assert.Contains("Stop these emails", (await program.FollowAsync(await program.GetAsync(path))).ShouldBe(HttpStatusCode.OK).Text,
            StringComparison.Ordinal);
        (await program.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
        })).ShouldBe(HttpStatusCode.OK);
        await SendAsync(person, "optional-2", optional: true);
        await SendAsync(person, "needed");
        await app.SettleAsync();

        Assert.Equal(["optional", "needed"], app.Server.Got.Where(m => m.To.Mailboxes.Any(t => t.Address == person.Email)).Select(m => m.Subject));
    }

    [Fact]
    public async Task The_operator_sees_what_the_server_answers_to_a_test_mail()
    {
        var owner = await app.MemberAsync("Owner", owner: true);
        var browser = await app.SignInAsync(owner);
        var page = await browser.GetAsync("/operate/mail");

        var sent = await SubmitTestAsync(browser, page);
        Assert.Contains("Test email sent", sent.Text, StringComparison.Ordinal);
        app.Server.Refuses = new SmtpResponse(SmtpReplyCode.TransactionFailed, "not from you");
        var refused = await SubmitTestAsync(browser, page);

        Assert.Contains("not from you", refused.Text, StringComparison.Ordinal);
        Assert.Equal("Test email from Guildhall", app.Server.To(owner.Email).Subject);
    }

    private static Task<Answer> SubmitTestAsync(Client browser, Answer page)
    {
        var form = page.Document.Forms.Single(f => f.QuerySelector("input[name=_handler]")?.GetAttribute("value") == "test");
        return browser.SendAsync(FormFilling.Request(form, new Uri(browser.Http.BaseAddress!, page.Path), []));
    }

    private Task<SentMail> RowAsync(string key) =>
        app.WithAsync<AppDb, SentMail>(db => db.Set<SentMail>().AsNoTracking().SingleAsync(m => m.Key == key));

    private Task SendAsync(Person to, string key, bool optional = false) => app.WithAsync<IServiceProvider>(async services =>
    {
        services.GetRequiredService<IMail>().Send(new OutgoingMail(
            "test.kind", key, to.Id, to.Email, "en", key,
            [new MailPart.Paragraph("Ein Wort & <b>noch eins</b>"), new MailPart.Action("Go", "/account")], Optional: optional));
        await services.GetRequiredService<AppDb>().SaveChangesAsync();
    });
}
