using System.Net;
using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Devices;
using Guildhall.Accounts.Settings;
using Guildhall.Accounts;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Data;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Accounts;

/// <summary>What reaches the account is answered with "wrong" (422), what has to wait with 429: the rest is counting.</summary>
public class Guessing_from_many_places(ProxiedApp app) : IClassFixture<ProxiedApp>
{
    private const int Free = ProxiedApp.Free;

    [Fact]
    public async Task Stops_after_a_few_however_many_places_there_are()
    {
        var li = await app.MemberAsync();

        var reached = await app.ReachedAsync(li.Email, 20);
        var ofNobody = await app.ReachedAsync($"nobody{li.Id}@example.org", 20);

        Assert.Equal((Free, Free), (reached, ofNobody));
    }

    [Fact]
    public async Task Cannot_slip_past_all_at_once()
    {
        var li = await app.MemberAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.GuessAsync(li.Email)));

        Assert.Equal(Free, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));
        Assert.Single(await app.AttacksAsync(li));
    }

    [Fact]
    public void Waits_longer_from_try_to_try_and_reaches_less_than_a_hundred_a_day()
    {
        // NIST SP 800-63B, section 3.2.2: at most a hundred failures in a row.
        var (limit, start) = (new AccountsOptions().GuessesOfStrangers, app.Clock.Now);
        var (now, made, waits) = (start, new List<DateTime>(), new List<int>());
        while (now < start.AddDays(1))
        {
            if (limit.WaitOf([.. made.Take(limit.Most)], now) is not { } wait)
            {
                made.Insert(0, now);
                continue;
            }
            waits.Add((int)wait.TotalSeconds);
            now += wait;
        }

        Assert.Equal([30, 60, 120, 240, 480, 960, 1800, 1800], waits.Take(8));
        Assert.InRange(made.Count, 30 + 7, 99);
    }

    [Fact]
    public async Task Leaves_the_owner_in_by_a_link()
    {
        var li = await app.MemberAsync();
        await app.ReachedAsync(li.Email, 12);
        var link = await app.WithAsync<SetPassword, string>(set => set.NewLinkPathAsync(li.Id, default));
        using var browser = app.From(9_950);

        (await browser.SubmitAsync(link, ("password", "marble kites at noon"))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(HttpStatusCode.SeeOther, await app.TrySignInAsync(browser, li, "marble kites at noon"));
    }

    [Theory]
    [InlineData("en", "or sign in now with a passkey or where you have signed in before."), InlineData("zh", "或在你登录过的设备上登录。")]
    public async Task Is_told_how_to_go_on(string language, string text)
    {
        var li = await app.MemberAsync();
        await app.ReachedAsync(li.Email, Free);
        using var browser = app.From(9_910).Speaking(language);

        var answer = await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password));

        Assert.Contains(text, answer.ShouldBe(HttpStatusCode.TooManyRequests).TextOf(".error-list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_no_rows_for_ever()
    {
        var li = await app.MemberAsync();
        using var browser = app.From(9_900);
        await app.TrySignInAsync(browser, li);
        await app.ReachedAsync(li.Email, Free);

        app.Clock.Advance(TimeSpan.FromDays(KnownDevices.KeepDays + 1));
        await app.RunJobAsync<ForgetTheEnded>();

        Assert.Equal(0, await app.DevicesAsync(li));
        Assert.Empty(await app.AttacksAsync(li));
        Assert.Equal(0, await app.WithAsync<AppDb, int>(db => db.Set<Attempt>().CountAsync()));
    }
}
