using System.Net;
using Guildhall.Accounts.Credentials;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Accounts;

public class Two_step_sign_in(GuildhallApp app) : IClassFixture<GuildhallApp>
{
    private string CodeOf(string key) =>
        AuthenticatorCodes.CodeAt(Base32.Decode(key), new DateTimeOffset(app.Clock.Now).ToUnixTimeSeconds() / 30);

    /// <summary>Turned on by the page; the next code is one that was not used yet.</summary>
    private async Task<(Person Li, string Key, IReadOnlyList<string> Recovery)> TurnedOnAsync(Client browser, Person li)
    {
        (await browser.SubmitAsync("/account/two-step", ("password", Person.Password), ("deed", "begin"))).ShouldBe(HttpStatusCode.SeeOther);
        var page = await browser.GetAsync("/account/two-step");
        var key = page.Document.QuerySelector("#authenticator-key")!.GetAttribute("value")!.Replace(" ", "");
        Assert.StartsWith("data:image/png;base64,", page.Document.QuerySelector(".authenticator-code")!.GetAttribute("src"));
        var on = await browser.SubmitAsync(page, ("code", CodeOf(key)), ("deed", "confirm"));
        on.ShouldBe(HttpStatusCode.OK);
        var recovery = on.Document.QuerySelectorAll(".recovery-codes code").Select(c => c.TextContent).ToList();
        app.Clock.Advance(TimeSpan.FromSeconds(30));
        return (li, key, recovery);
    }

    private async Task<(Person Li, string Key, IReadOnlyList<string> Recovery)> TurnedOnAsync()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);
        return await TurnedOnAsync(browser, li);
    }

    private async Task<Client> AtTheSecondStepAsync(Person person)
    {
        var browser = app.Visitor();
        var answer = await browser.SubmitAsync("/sign-in?returnUrl=/account", ("email", person.Email), ("password", Person.Password));
        Assert.Equal("/sign-in/code?returnUrl=%2Faccount", answer.Location);
        Assert.Equal(HttpStatusCode.Found, (await browser.GetAsync("/account")).Status);
        return browser;
    }

    [Fact]
    public async Task Asks_for_a_code_after_the_password()
    {
        var (li, key, recovery) = await TurnedOnAsync();
        Assert.Equal(10, recovery.Count);
        using var browser = await AtTheSecondStepAsync(li);

        var answer = await browser.SubmitAsync("/sign-in/code?returnUrl=/account", ("code", CodeOf(key)));

        Assert.Equal("/account", answer.Location);
        (await browser.GetAsync("/account")).ShouldBe(HttpStatusCode.OK);
        Assert.Contains("Password and code", (await browser.GetAsync("/account/sessions")).Text);
    }

    [Fact]
    public async Task Takes_a_code_however_it_is_typed()
    {
        var (li, key, recovery) = await TurnedOnAsync();
        foreach (var typed in (Func<string>[])
            [
                () => string.Concat(CodeOf(key).Select(digit => (char)(digit - '0' + '０'))), () => CodeOf(key).Insert(3, "-"),
                () => "　" + CodeOf(key).Insert(3, " "), () => recovery[0].Replace("-", "").ToLowerInvariant(),
                () => string.Concat(recovery[1].Select(c => c == '-' ? '－' : (char)(c - '!' + '！'))),
            ])
        {
            using var browser = await AtTheSecondStepAsync(li);

            Assert.Equal(HttpStatusCode.SeeOther, (await browser.SubmitAsync("/sign-in/code", ("code", typed()))).Status);

            app.Clock.Advance(TimeSpan.FromSeconds(30));
        }
    }

    [Fact]
    public async Task Takes_a_code_once()
    {
        var (li, key, _) = await TurnedOnAsync();
        var code = CodeOf(key);
        using var first = await AtTheSecondStepAsync(li);
        (await first.SubmitAsync("/sign-in/code", ("code", code))).ShouldBe(HttpStatusCode.SeeOther);
        using var second = await AtTheSecondStepAsync(li);

        var again = await second.SubmitAsync("/sign-in/code", ("code", code));

        again.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("This code is wrong or already used. Wait for the next one.", again.TextOf("#field-code-error"));
    }

    [Fact]
    public async Task Takes_one_of_two_at_once()
    {
        var (li, key, _) = await TurnedOnAsync();
        using var first = await AtTheSecondStepAsync(li);
        using var second = await AtTheSecondStepAsync(li);
        var code = CodeOf(key);

        var answers = await Task.WhenAll(first.SubmitAsync("/sign-in/code", ("code", code)), second.SubmitAsync("/sign-in/code", ("code", code)));

        Assert.Single(answers, a => a.Status == HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Takes_a_recovery_code_once()
    {
        var (li, _, recovery) = await TurnedOnAsync();
        using var first = await AtTheSecondStepAsync(li);
        (await first.SubmitAsync("/sign-in/code", ("code", recovery[0].ToLowerInvariant()))).ShouldBe(HttpStatusCode.SeeOther);
        using var second = await AtTheSecondStepAsync(li);

        (await second.SubmitAsync("/sign-in/code", ("code", recovery[0]))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("9 recovery codes left.", (await first.GetAsync("/account/two-step")).Text);
    }

    [Fact]
    public async Task Limits_guesses_whatever_the_address()
    {
        var (li, key, _) = await TurnedOnAsync();
        using var browser = await AtTheSecondStepAsync(li);
        for (var guess = 0; guess < 6; guess++)
            (await browser.SubmitAsync("/sign-in/code", ("code", "000000"))).ShouldBe(HttpStatusCode.UnprocessableEntity);

        (await browser.SubmitAsync("/sign-in/code", ("code", CodeOf(key)))).ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Fact]
    public async Task Waits_ten_minutes_for_the_code()
    {
        var (li, key, _) = await TurnedOnAsync();
        using var browser = await AtTheSecondStepAsync(li);
        var page = await browser.GetAsync("/sign-in/code");

        app.Clock.Advance(TimeSpan.FromMinutes(11));
        var late = await browser.SubmitAsync(page, ("code", CodeOf(key)));

        late.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Contains("That took too long.", late.Text);
    }

    [Fact]
    public async Task Is_turned_on_and_off_with_the_password_only()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);
        (await browser.SubmitAsync("/account/two-step", ("password", "wrong"), ("deed", "begin"))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        await TurnedOnAsync(browser, li);

        var refused = await browser.SubmitAsync("/account/two-step", ("password", "wrong"), ("deed", "off"));
        var codes = await browser.SubmitAsync("/account/two-step", ("password", Person.Password), ("deed", "codes"));
        var off = await browser.SubmitAsync("/account/two-step", ("password", Person.Password), ("deed", "off"));

        refused.ShouldBe(HttpStatusCode.UnprocessableEntity);
        Assert.Equal("This is not your password.", refused.TextOf("#field-password-error"));
        Assert.Equal(10, codes.Document.QuerySelectorAll(".recovery-codes code").Length);
        off.ShouldBe(HttpStatusCode.SeeOther);
        (await app.Visitor().SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Is_not_on_before_a_code_was_right()
    {
        var li = await app.MemberAsync();
        using var browser = await app.SignInAsync(li);
        await browser.SubmitAsync("/account/two-step", ("password", Person.Password), ("deed", "begin"));

        (await browser.SubmitAsync("/account/two-step", ("code", "123456"), ("deed", "confirm"))).ShouldBe(HttpStatusCode.UnprocessableEntity);

        using var other = app.Visitor();
        Assert.Equal("/", (await other.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password))).Location);
    }

    [Fact]
    public async Task Keeps_its_secrets_encrypted()
    {
        var (li, key, recovery) = await TurnedOnAsync();

        var stored = await app.WithAsync<Guildhall.Kernel.Data.AppDb, List<string?>>(async db =>
            await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.ToListAsync(
                db.Set<Microsoft.AspNetCore.Identity.IdentityUserToken<long>>().Select(t => t.Value)));

        Assert.NotEmpty(stored);
        Assert.DoesNotContain(
            stored, value => value!.Contains(key, StringComparison.Ordinal) || value.Contains(recovery[0], StringComparison.Ordinal));
        Assert.NotNull(li);
    }
}
