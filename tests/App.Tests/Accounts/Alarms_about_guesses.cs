using System.Net;
using Guildhall.Accounts.Credentials;
using Guildhall.App.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Accounts;

/// <summary>Who is guessed at hears of it, and so does the operator.</summary>
public class Alarms_about_guesses(ProxiedApp app) : IClassFixture<ProxiedApp>
{
    private const int Free = ProxiedApp.Free;

    [Fact]
    public async Task Gives_the_alarm_once_a_day_to_the_owner_and_the_operator()
    {
        var li = await app.MemberAsync();
        using var browser = app.From(9_930);
        await app.TrySignInAsync(browser, li);
        await app.ReachedAsync(li.Email, Free - 1);
        Assert.Empty(await app.AlarmsAsync(li));

        await app.ReachedAsync(li.Email, 10);

        var alarm = Assert.Single(await app.AlarmsAsync(li));
        Assert.Equal((li.Id, Free, false), (alarm.MemberId, alarm.Tries, alarm.PasswordKnown));
        var line = Assert.Single(app.Log, l => l.Level == LogLevel.Warning && l.Text.Contains($"member {li.Id},", StringComparison.Ordinal));
        Assert.DoesNotContain(li.Email, line.Text, StringComparison.Ordinal);
        foreach (var page in new[] { "/account", "/account/sessions" })
        {
            Assert.Contains("Someone tried to guess your password", (await (await browser.ChoosesAsync("en")).GetAsync(page)).Text, StringComparison.Ordinal);
            Assert.Contains("有人在猜你的密码", (await (await browser.ChoosesAsync("zh")).GetAsync(page)).Text, StringComparison.Ordinal);
        }
        var other = await app.SignInAsync(await app.MemberAsync());
        Assert.DoesNotContain("Someone tried to guess your password", (await other.Speaking("en").GetAsync("/account")).Text, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await app.ReachedAsync(li.Email, 1);
        Assert.Equal(Free + 1, Assert.Single(await app.AttacksAsync(li)).Tries);
        Assert.Single(await app.AlarmsAsync(li));
        app.Clock.Advance(TimeSpan.FromHours(23.5));
        await app.ReachedAsync(li.Email, Free);
        Assert.Equal(2, (await app.AlarmsAsync(li)).Count);
        app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.DoesNotContain("Someone tried to guess", (await (await app.SignInAsync(li)).Speaking("en").GetAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_second_step_shows_that_the_password_is_known()
    {
        var li = await app.MemberAsync();
        using var known = app.From(9_920);
        await app.TrySignInAsync(known, li);
        (await known.SubmitAsync("/account/two-step", ("password", Person.Password), ("deed", "begin"))).ShouldBe(HttpStatusCode.SeeOther);
        var page = await known.GetAsync("/account/two-step");
        var key = Base32.Decode(page.Document.QuerySelector("#authenticator-key")!.GetAttribute("value")!.Replace(" ", ""));
        string Code() => AuthenticatorCodes.CodeAt(key, new DateTimeOffset(app.Clock.Now).ToUnixTimeSeconds() / 30);
        (await known.SubmitAsync(page, ("code", Code()), ("deed", "confirm"))).ShouldBe(HttpStatusCode.OK);
        var reached = 0;
        for (var guess = 0; guess < 20; guess++)
        {
            using var stranger = app.From(8_000 + guess);
            Assert.Equal(HttpStatusCode.SeeOther, await app.TrySignInAsync(stranger, li));
            reached += (await stranger.SubmitAsync("/sign-in/code", ("code", "000000"))).Status == HttpStatusCode.UnprocessableEntity ? 1 : 0;
            app.Clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.InRange(reached, 4, 8);
        Assert.True(Assert.Single(await app.AlarmsAsync(li)).PasswordKnown);
        Assert.Contains("Someone knows your password", (await known.Speaking("en").GetAsync("/account")).Text, StringComparison.Ordinal);
        await known.PressAsync(await known.GetAsync("/account"), "/sign-out");
        Assert.Equal(HttpStatusCode.SeeOther, await app.TrySignInAsync(known, li));
        (await known.SubmitAsync("/sign-in/code", ("code", Code()))).ShouldBe(HttpStatusCode.SeeOther);
    }
}
