using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Mail;

public class Signing_in_by_mail(MailApp app) : IClassFixture<MailApp>
{
    [Fact]
    public async Task A_mailed_link_signs_in_once_and_confirms_the_address()
    {
        var person = await app.MemberAsync();
        var browser = app.Visitor();
        (await browser.SubmitAsync("/sign-in/help", ("email", person.Email), ("to", "sign-in"))).ShouldBe(HttpStatusCode.OK);
        await app.SettleAsync();
        var link = MailApp.LinkIn(app.Server.To(person.Email), "/sign-in/link/");

        var page = (await browser.GetAsync(link)).ShouldBe(HttpStatusCode.OK);
        Assert.Contains(person.Name, page.TextOf("h1"), StringComparison.Ordinal);
        (await browser.SubmitAsync(page, ("_handler", "link"))).ShouldLeadTo("/");

        Assert.Contains("Confirmed", (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains("no longer works", (await app.Visitor().GetAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_link_ends_after_fifteen_minutes()
    {
        var person = await app.MemberAsync();
        await app.Visitor().SubmitAsync("/sign-in/help", ("email", person.Email), ("to", "sign-in"));
        await app.SettleAsync();
        var link = MailApp.LinkIn(app.Server.To(person.Email), "/sign-in/link/");

        app.Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Contains("no longer works", (await app.Visitor().GetAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_forgotten_password_is_set_anew_by_a_mailed_link()
    {
        var person = await app.MemberAsync(language: "zh");
        await app.Visitor().SubmitAsync("/sign-in/help", ("email", person.Email), ("to", "password"));
        await app.SettleAsync();
        var mail = app.Server.To(person.Email);
        Assert.Equal("重设密码", mail.Subject);

        var browser = app.Visitor();
        (await browser.SubmitAsync(MailApp.LinkIn(mail, "/password/"), ("password", "another lantern over basalt"))).ShouldLeadTo("/sign-in");

        (await browser.SubmitAsync("/sign-in", ("email", person.Email), ("password", "another lantern over basalt"))).ShouldRedirect();
    }

    [Fact]
    public async Task An_unknown_address_gets_the_same_answer_and_no_mail()
    {
        var person = await app.MemberAsync();
        var known = await app.Visitor().SubmitAsync("/sign-in/help", ("email", person.Email), ("to", "password"));
        var unknown = await app.Visitor().SubmitAsync("/sign-in/help", ("email", "nobody@example.org"), ("to", "password"));
        await app.SettleAsync();

        Assert.Equal(known.TextOf("main").Replace(person.Email, "nobody@example.org", StringComparison.Ordinal), unknown.TextOf("main"));
        Assert.DoesNotContain(app.Server.Got, m => m.To.Mailboxes.Any(t => t.Address == "nobody@example.org"));
    }

    [Fact]
    public async Task A_changed_address_is_told_to_the_one_before()
    {
        var person = await app.MemberAsync();
        var browser = await app.SignInAsync(person);
        var wanted = "new-" + person.Email;

        (await browser.SubmitAsync("/account/settings", ("email", wanted), ("password", Person.Password))).ShouldRedirect();
        await app.SettleAsync();

        Assert.Equal("Your email address was changed", app.Server.To(person.Email).Subject);
        Assert.DoesNotContain(wanted, app.Server.To(person.Email).TextBody, StringComparison.Ordinal);
        Assert.Equal("Confirm your email address", app.Server.To(wanted).Subject);
        (await browser.SubmitAsync(MailApp.LinkIn(app.Server.To(wanted), "/account/email/"), ("_handler", "confirm"))).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Confirmed", (await browser.GetAsync("/account")).Text, StringComparison.Ordinal);
    }
}
