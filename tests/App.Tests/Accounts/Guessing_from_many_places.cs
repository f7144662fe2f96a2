using System.Net;
using Guildhall.Accounts;
using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Credentials;
using Guildhall.Accounts.Devices;
using Guildhall.Accounts.Settings;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Guildhall.App.Tests.Accounts;

/// <summary>The program behind a proxy, which says for each request from which address it came.</summary>
public sealed class ProxiedApp : LoggedApp
{
    public const int Free = 8;

    // Fewer than an operator has: every guess that gets through costs a hash.
    protected override IEnumerable<string> Settings =>
        ["--Guildhall:TrustedProxies=127.0.0.1", $"--Guildhall:Accounts:GuessesOfStrangers:Free={Free}", "--Guildhall:Accounts:CodesOfStrangers:Free=4"];

    public Client From(int address)
    {
        var browser = Visitor();
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"198.51.{address / 250}.{address % 250 + 1}");
        return browser;
    }
}

/// <summary>What reaches the account is answered with "wrong" (422), what has to wait with 429: the rest is counting.</summary>
public class Guessing_from_many_places(ProxiedApp app) : IClassFixture<ProxiedApp>
{
    private const int Free = ProxiedApp.Free;

    private static int _addresses;

    private async Task<HttpStatusCode> GuessAsync(string email, Client? browser = null)
    {
        using var other = browser is null ? app.From(Interlocked.Increment(ref _addresses) % 10_000) : null;
        return (await (browser ?? other!).SubmitAsync("/sign-in", ("email", email), ("password", "a wrong guess"))).Status;
    }

    private async Task<int> ReachedAsync(string email, int guesses)
    {
        var reached = 0;
        for (var guess = 0; guess < guesses; guess++)
        {
            var status = await GuessAsync(email);
            Assert.True(status is HttpStatusCode.UnprocessableEntity or HttpStatusCode.TooManyRequests, status.ToString());
            reached += status == HttpStatusCode.UnprocessableEntity ? 1 : 0;
        }
        return reached;
    }

    private async Task<HttpStatusCode> SignInAsync(Client browser, Person person, string password = Person.Password) =>
        (await browser.SubmitAsync("/sign-in", ("email", person.Email), ("password", password))).Status;

    [Fact]
    public async Task Stops_after_a_few_however_many_places_there_are()
    {
        var li = await app.MemberAsync();

        var reached = await ReachedAsync(li.Email, 20);
        var ofNobody = await ReachedAsync($"nobody{li.Id}@example.org", 20);

        Assert.Equal((Free, Free), (reached, ofNobody));
    }

    [Fact]
    public async Task Cannot_slip_past_all_at_once()
    {
        var li = await app.MemberAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GuessAsync(li.Email)));

        Assert.Equal(Free, answers.Count(a => a == HttpStatusCode.UnprocessableEntity));
        Assert.Single(await AttacksAsync(li));
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
    public async Task Leaves_the_owner_in_where_they_have_signed_in_before()
    {
        var li = await app.MemberAsync();
        using var known = app.From(9_990);
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(known, li));
        await known.PressAsync(await known.GetAsync("/account"), "/sign-out");
        await ReachedAsync(li.Email, 12);

        // Even from an address that was used up by the attack.
        known.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
        known.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.200.1");
        using var stranger = app.From(200 * 250);
        for (var guess = 0; guess < 25; guess++)
            await GuessAsync($"other{guess}.{li.Id}@example.org", stranger);

        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(app.From(9_991), li));
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(known, li));
    }

    [Fact]
    public async Task Is_limited_on_a_known_device_too_and_does_not_count_for_others()
    {
        var li = await app.MemberAsync();
        using var known = app.From(9_980);
        await SignInAsync(known, li);
        await known.PressAsync(await known.GetAsync("/account"), "/sign-out");

        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 7; guess++)
            answers.Add(await GuessAsync(li.Email, known));

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.UnprocessableEntity, 6), HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(Free, await ReachedAsync(li.Email, 12));
    }

    [Fact]
    public async Task Gains_nothing_by_a_device_that_is_known_to_another_account()
    {
        var (li, wang) = (await app.MemberAsync(), await app.MemberAsync("Wang Fang"));
        await ReachedAsync(li.Email, 12);
        using var ofWang = app.From(9_970);
        await SignInAsync(ofWang, wang);

        await ofWang.PressAsync(await ofWang.GetAsync("/account"), "/sign-out");
        Assert.Equal(HttpStatusCode.TooManyRequests, await GuessAsync(li.Email, ofWang));
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(ofWang, wang));
    }

    [Fact]
    public async Task Gains_nothing_by_a_device_that_was_shut_out()
    {
        var li = await app.MemberAsync();
        using var intruder = app.From(9_960);
        using var owner = app.From(9_961);
        await SignInAsync(intruder, li);
        await SignInAsync(owner, li);
        (await owner.SubmitAsync("/account/password", ("oldPassword", Person.Password), ("newPassword", "marble kites at noon"))).ShouldBe(HttpStatusCode.SeeOther);
        await ReachedAsync(li.Email, 12);

        Assert.Equal(HttpStatusCode.TooManyRequests, await SignInAsync(intruder, li));
        await owner.PressAsync(await owner.GetAsync("/account"), "/sign-out");
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(owner, li, "marble kites at noon"));
    }

    [Fact]
    public async Task Meets_a_mark_of_the_device_that_no_script_and_no_other_site_can_use()
    {
        var li = await app.MemberAsync();
        using var browser = app.From(9_955);

        var first = DeviceOf(await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password)));
        await browser.PressAsync(await browser.GetAsync("/account"), "/sign-out");
        var second = DeviceOf(await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password)));

        Assert.Equal(first, second);
        Assert.All(["; secure", "; httponly", "; samesite=strict", "; path=/", "; max-age=34560000"], part => Assert.Contains(part, first.ToLowerInvariant(), StringComparison.Ordinal));
        Assert.DoesNotContain("domain=", first, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await DevicesAsync(li));

        static string DeviceOf(Answer answer) => answer.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(KnownDevices.CookieName + "=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Leaves_the_owner_in_by_a_link()
    {
        var li = await app.MemberAsync();
        await ReachedAsync(li.Email, 12);
        var link = await app.WithAsync<SetPassword, string>(set => set.NewLinkPathAsync(li.Id, default));
        using var browser = app.From(9_950);

        (await browser.SubmitAsync(link, ("password", "marble kites at noon"))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(browser, li, "marble kites at noon"));
    }

    [Fact]
    public async Task Ending_all_other_sessions_forgets_their_devices()
    {
        var li = await app.MemberAsync();
        using var lost = app.From(9_940);
        using var here = app.From(9_941);
        await SignInAsync(lost, li);
        await SignInAsync(here, li);
        Assert.Equal(2, await DevicesAsync(li));

        var page = await here.GetAsync("/account/sessions");
        var form = page.Document.Forms.Single(f => f.QuerySelector("[name=_handler][value=end-others]") is not null);
        (await here.SendAsync(FormFilling.Request(form, new Uri(app.Address, page.Path), []))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(1, await DevicesAsync(li));
    }

    [Fact]
    public async Task Gives_the_alarm_once_a_day_to_the_owner_and_the_operator()
    {
        var li = await app.MemberAsync();
        using var browser = app.From(9_930);
        await SignInAsync(browser, li);
        await ReachedAsync(li.Email, Free - 1);
        Assert.Empty(await AlarmsAsync(li));

        await ReachedAsync(li.Email, 10);

        var alarm = Assert.Single(await AlarmsAsync(li));
        Assert.Equal((li.Id, Free, false), (alarm.MemberId, alarm.Tries, alarm.PasswordKnown));
        var line = Assert.Single(app.Log, l => l.Level == LogLevel.Warning && l.Text.Contains($"member {li.Id},", StringComparison.Ordinal));
        Assert.DoesNotContain(li.Email, line.Text, StringComparison.Ordinal);
        foreach (var page in new[] { "/account", "/account/sessions" })
        {
            Assert.Contains("Somebody tried to guess your password", (await (await browser.ChoosesAsync("en")).GetAsync(page)).Text, StringComparison.Ordinal);
            Assert.Contains("有人在猜你的密码", (await (await browser.ChoosesAsync("zh")).GetAsync(page)).Text, StringComparison.Ordinal);
        }
        var other = await app.SignInAsync(await app.MemberAsync());
        Assert.DoesNotContain("Somebody tried to guess your password", (await other.Speaking("en").GetAsync("/account")).Text, StringComparison.Ordinal);

        app.Clock.Advance(TimeSpan.FromHours(1));
        await ReachedAsync(li.Email, 1);
        Assert.Equal(Free + 1, Assert.Single(await AttacksAsync(li)).Tries);
        Assert.Single(await AlarmsAsync(li));
        app.Clock.Advance(TimeSpan.FromHours(23.5));
        await ReachedAsync(li.Email, Free);
        Assert.Equal(2, (await AlarmsAsync(li)).Count);
        app.Clock.Advance(TimeSpan.FromDays(31));
        Assert.DoesNotContain("Somebody tried to guess", (await (await app.SignInAsync(li)).Speaking("en").GetAsync("/account")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_the_second_step_shows_that_the_password_is_known()
    {
        var li = await app.MemberAsync();
        using var known = app.From(9_920);
        await SignInAsync(known, li);
        (await known.SubmitAsync("/account/two-step", ("password", Person.Password), ("deed", "begin"))).ShouldBe(HttpStatusCode.SeeOther);
        var page = await known.GetAsync("/account/two-step");
        var key = Base32.Decode(page.Document.QuerySelector("#authenticator-key")!.GetAttribute("value")!.Replace(" ", ""));
        string Code() => AuthenticatorCodes.CodeAt(key, new DateTimeOffset(app.Clock.Now).ToUnixTimeSeconds() / 30);
        (await known.SubmitAsync(page, ("code", Code()), ("deed", "confirm"))).ShouldBe(HttpStatusCode.OK);
        var reached = 0;
        for (var guess = 0; guess < 20; guess++)
        {
            using var stranger = app.From(8_000 + guess);
            Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(stranger, li));
            reached += (await stranger.SubmitAsync("/sign-in/code", ("code", "000000"))).Status == HttpStatusCode.UnprocessableEntity ? 1 : 0;
            app.Clock.Advance(TimeSpan.FromSeconds(15));
        }

        Assert.InRange(reached, 4, 8);
        Assert.True(Assert.Single(await AlarmsAsync(li)).PasswordKnown);
        Assert.Contains("Somebody knows your password", (await known.Speaking("en").GetAsync("/account")).Text, StringComparison.Ordinal);
        await known.PressAsync(await known.GetAsync("/account"), "/sign-out");
        Assert.Equal(HttpStatusCode.SeeOther, await SignInAsync(known, li));
        (await known.SubmitAsync("/sign-in/code", ("code", Code()))).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Theory]
    [InlineData("en", "or sign in now with a passkey or where you have signed in before."), InlineData("zh", "或在你登录过的设备上登录。")]
    public async Task Is_told_how_to_go_on(string language, string text)
    {
        var li = await app.MemberAsync();
        await ReachedAsync(li.Email, Free);
        using var browser = app.From(9_910).Speaking(language);

        var answer = await browser.SubmitAsync("/sign-in", ("email", li.Email), ("password", Person.Password));

        Assert.Contains(text, answer.ShouldBe(HttpStatusCode.TooManyRequests).TextOf(".error-list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaves_no_rows_for_ever()
    {
        var li = await app.MemberAsync();
        using var browser = app.From(9_900);
        await SignInAsync(browser, li);
        await ReachedAsync(li.Email, Free);

        app.Clock.Advance(TimeSpan.FromDays(KnownDevices.KeepDays + 1));
        await app.RunJobAsync<ForgetTheEnded>();

        Assert.Equal(0, await DevicesAsync(li));
        Assert.Empty(await AttacksAsync(li));
        Assert.Equal(0, await app.WithAsync<AppDb, int>(db => db.Set<Attempt>().CountAsync()));
    }

    private Task<List<SignInAttack>> AttacksAsync(Person person) => app.WithAsync<AppDb, List<SignInAttack>>(db =>
        db.Set<SignInAttack>().Where(a => a.MemberId == person.Id).ToListAsync());

    private Task<int> DevicesAsync(Person person) => app.WithAsync<AppDb, int>(db => db.Set<KnownDevice>().CountAsync(d => d.MemberId == person.Id));

    private async Task<List<SignInAttacked>> AlarmsAsync(Person person)
    {
        var kind = Activity.KindOf(typeof(SignInAttacked));
        var told = await app.WithAsync<AppDb, List<Activity>>(db => db.Activities.Where(a => a.Kind == kind && a.SubjectId == person.Id).OrderBy(a => a.Id).ToListAsync());
        return [.. told.Select(a => (SignInAttacked)a.Read(typeof(SignInAttacked)))];
    }
}
