using System.Net;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Accounts;

[Trait("Database", "sqlite")]
public class Changing_the_password(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string New = "marble kites at noon";

    [Fact]
    public async Task Ends_every_other_session_and_every_token()
    {
        var li = await app.MemberAsync();
        using var other = await app.SignInAsync(li);
        using var program = await app.TokenAsync(li, "users:read");
        (await program.GetAsync("/api/users")).ShouldBe(HttpStatusCode.OK);
        using var browser = await app.SignInAsync(li);

        (await browser.SubmitAsync("/account/password", ("oldPassword", Person.Password), ("newPassword", New))).ShouldBe(HttpStatusCode.SeeOther);

        (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/account")).Status);
        (await program.GetAsync("/api/users")).ShouldBeRefused(HttpStatusCode.Unauthorized, "sign_in_required");
        (await app.Visitor().SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password)))
            .ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await app.Visitor().SubmitAsync("/sign-in", ("email", li.Email), ("password", New))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Needs_the_old_one()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);

        var answer = await browser.SubmitAsync("/account/password", ("oldPassword", "not the old one"), ("newPassword", New));

        answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("This is not your password.", answer.TextOf("#field-oldPassword-error"));
        (await app.Visitor().SubmitAsync("/sign-in", ("email", li.Email), ("password", New))).ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task Refuses_a_common_one_and_ones_own_name()
    {
        var li = await app.MemberAsync("Ferdinand Okonkwo");
        using var browser = await app.SignInAsync(li);

        var common = await browser.SubmitAsync("/account/password", ("oldPassword", Person.Password), ("newPassword", "P@ssw0rd2024!"));
        var personal = await browser.SubmitAsync("/account/password", ("oldPassword", Person.Password), ("newPassword", "OkonkwoFerdinand7"));

        Assert.StartsWith("This is one of the first passwords attackers try.", common.TextOf("#field-newPassword-error"));
        Assert.StartsWith("This is too close to your name", personal.TextOf("#field-newPassword-error"));
    }

    [Fact]
    public async Task By_an_operators_link_works_once_and_for_an_hour()
    {
        var li = await app.MemberAsync();
        using var signedIn = await app.SignInAsync(li);
        var link = await LinkAsync(li);
        var late = await LinkAsync(li);
        using var browser = app.Visitor();

        (await browser.SubmitAsync(link, ("password", New))).ShouldBe(HttpStatusCode.SeeOther);
        var again = await browser.GetAsync(link);

        Assert.Equal("This link no longer works", again.TextOf("h1"));
        Assert.Equal("This link no longer works", (await browser.GetAsync(late)).TextOf("h1"));
        Assert.Equal(HttpStatusCode.Found, (await signedIn.GetAsync("/account")).Status);
        (await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", New))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("/password/1/AAAA"), InlineData("/password/x/AAAA"), InlineData("/password/999999/%20"), InlineData("/password/1/$$$")]
    public async Task By_a_made_up_link_does_not_work(string link) =>
        Assert.Equal("This link no longer works", (await app.Visitor().GetAsync(link)).TextOf("h1"));

    private Task<string> LinkAsync(Person person) =>
        app.WithAsync<Guildhall.Accounts.Settings.SetPassword, string>(set => set.NewLinkPathAsync(person.Id, default));
}
