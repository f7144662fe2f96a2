using System.Net;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Settings;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Accounts;

public class Shutting_an_intruder_out(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private const string New = "marble kites at noon";

    [Fact]
    public async Task A_recovery_link_takes_passkeys_and_tokens_away()
    {
        var li = await app.MemberAsync();
        await AddPasskeyAsync(li, "not mine");
        using var program = await app.TokenAsync(li, "users:read");
        var link = await app.WithAsync<SetPassword, string>(set => set.NewLinkPathAsync(li.Id, default));

        (await app.Visitor().SubmitAsync(link, ("password", New))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(0, await PasskeysAsync(li));
        (await program.GetAsync("/api/users")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_new_password_names_them_and_takes_them_away_unless_told_otherwise()
    {
        var li = await app.MemberAsync();
        await AddPasskeyAsync(li, "not mine");
        using var program = await app.TokenAsync(li, "users:read");
        using var browser = (await app.SignInAsync(li)).Speaking("en");

        var page = await browser.GetAsync("/account/password");
        Assert.Contains("Passkey not mine", page.Text);
        Assert.Contains("API token test", page.Text);
        (await browser.SubmitAsync(page, ("oldPassword", Person.Password), ("newPassword", New))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(0, await PasskeysAsync(li));
        (await program.GetAsync("/api/users")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Whoever_trusts_them_keeps_them()
    {
        var li = await app.MemberAsync();
        await AddPasskeyAsync(li, "mine");
        await AddPasskeyAsync(await app.MemberAsync(), "somebody else's");
        using var program = await app.TokenAsync(li, "users:read");
        using var other = await app.SignInAsync(li);
        using var browser = await app.SignInAsync(li);
        var page = await browser.GetAsync("/account/password");
        page.Document.QuerySelector("[name=keys]")!.Remove();

        (await browser.SubmitAsync(page, ("oldPassword", Person.Password), ("newPassword", New))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(1, await PasskeysAsync(li));
        (await program.GetAsync("/api/users")).ShouldBe(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Found, (await other.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Passkeys_of_others_stay()
    {
        var (li, wang) = (await app.MemberAsync(), await app.MemberAsync());
        await AddPasskeyAsync(wang, "mine");
        using var browser = await app.SignInAsync(li);

        (await browser.SubmitAsync("/account/password", ("oldPassword", Person.Password), ("newPassword", New))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(1, await PasskeysAsync(wang));
    }

    private Task AddPasskeyAsync(Person person, string name) => app.WithAsync<UserManager<Account>>(async accounts =>
    {
        var account = (await accounts.FindByEmailAsync(person.Email))!;
        var passkey = new UserPasskeyInfo(Guid.NewGuid().ToByteArray(), [1], app.Clock.GetUtcNow(), 0, [], true, false, false, [1],
            [1]) { Name = name };
        Assert.True((await accounts.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded);
    });

    private Task<int> PasskeysAsync(Person person) => app.WithAsync<AppDb, int>(db =>
        db.Set<IdentityUserPasskey<long>>().CountAsync(p => db.Set<Account>().Any(a => a.Id == p.UserId && a.MemberId == person.Id)));
}
