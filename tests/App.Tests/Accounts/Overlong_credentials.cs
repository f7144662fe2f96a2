using System.Net;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Settings;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Http;

namespace Guildhall.App.Tests.Accounts;

/// <summary>
/// To compose a letter with half a million marks takes minutes: what is no password is not composed. The deadline only ends a test that
/// fails.
/// </summary>
[Trait("Database", "sqlite")]
public class Overlong_credentials(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // Two classes of marks in turn, which have to be put in order: one megabyte in UTF-8.
    private static readonly string Endless = "e" + string.Concat(Enumerable.Repeat("\u0301\u0316", 250_000));

    [Fact]
    public async Task At_sign_in_are_wrong_for_a_known_and_an_unknown_address_alike()
    {
        var li = await app.MemberAsync();

        var known = await app.Visitor().SubmitAsync("/sign-in", ("email", li.Email), ("password", Endless)).WaitAsync(Deadline);
        var unknown = await app.Visitor().SubmitAsync("/sign-in", ("email", "nobody@example.org"), ("password", Endless)).WaitAsync(Deadline);
        var address = await app.Visitor().SubmitAsync("/sign-in", ("email", Endless + "@example.org"), ("password", Person.Password)).WaitAsync(Deadline);

        foreach (var answer in (Answer[])[known, unknown, address])
        {
            answer.ShouldBe(HttpStatusCode.UnprocessableEntity);
            Assert.Equal("Wrong email address or password.", answer.TextOf(".error-list"));
        }
    }

    [Fact]
    public async Task Are_refused_where_a_password_is_set()
    {
        await app.SetUpAsync();
        var register = await app.Visitor().SubmitAsync("/register", ("name", "Li"), ("email", "endless@example.org"), ("password", Endless)).WaitAsync(Deadline);
        var address = await app.Visitor()
            .SubmitAsync("/register", ("name", "Li"), ("email", Endless + "@example.org"), ("password", Person.Password)).WaitAsync(Deadline);
        var li = await app.MemberAsync();
        var link = await app.WithAsync<SetPassword, string>(set => set.NewLinkPathAsync(li.Id, default));
        var recovery = await app.Visitor().SubmitAsync(link, ("password", Endless)).WaitAsync(Deadline);

        Assert.Equal("Use at most 128 characters.", register.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-password-error"));
        Assert.True(address.ShouldBe(HttpStatusCode.UnprocessableEntity).Has("#field-email-error"));
        Assert.Equal("Use at most 128 characters.", recovery.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-password-error"));
    }

    [Fact]
    public async Task Are_wrong_where_a_member_proves_who_they_are()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);

        var answer = await browser.SubmitAsync("/account/password", ("oldPassword", Endless), ("newPassword", "marble kites at noon")).WaitAsync(Deadline);

        Assert.Equal("This is not your password.", answer.ShouldBe(HttpStatusCode.UnprocessableEntity).TextOf("#field-oldPassword-error"));
    }

    [Fact]
    public async Task Are_refused_when_the_installation_is_set_up()
    {
        var faults = await app.WithAsync<IMembers, IReadOnlyList<Refused>>(members =>
            members.FaultsAsync(new NewMember("Li", "owner@example.org", Endless, "en", "Asia/Shanghai", Owner: true))).WaitAsync(Deadline);

        Assert.Equal("password_too_long", Assert.Single(faults).Code);
    }

    [Fact]
    public async Task Find_nobody() =>
        Assert.Null(await app.WithAsync<IMembers, MemberInfo?>(members => members.FindAsync(Endless + "@example.org")).WaitAsync(Deadline));

    [Fact]
    public void Begin_after_the_longest_password()
    {
        Assert.False(PasswordRules.IsTooLong(new string('长', PasswordRules.MaxLength)));
        Assert.False(PasswordRules.IsTooLong(string.Concat(Enumerable.Repeat("🦊", PasswordRules.MaxLength))));
        Assert.True(PasswordRules.IsTooLong(new string('x', PasswordRules.MaxLength + 1)));
    }
}
