using System.Net;
using Guildhall.Accounts.Devices;
using Guildhall.App.Tests.Hosting;

namespace Guildhall.App.Tests.Accounts;

/// <summary>Where the owner has signed in before, guesses of strangers do not shut them out.</summary>
public class Guessing_beside_known_devices(ProxiedApp app) : IClassFixture<ProxiedApp>
{
    private const int Free = ProxiedApp.Free;

    [Fact]
    public async Task Leaves_the_owner_in_where_they_have_signed_in_before()
    {
        var li = await app.MemberAsync();
        using var known = app.From(9_990);
        Assert.Equal(HttpStatusCode.SeeOther, await app.TrySignInAsync(known, li));
        await known.PressAsync(await known.GetAsync("/account"), "/sign-out");
        await app.ReachedAsync(li.Email, 12);

        // Even from an address that was used up by the attack.
        known.Http.DefaultRequestHeaders.Remove("X-Forwarded-For");
        known.Http.DefaultRequestHeaders.Add("X-Forwarded-For", "198.51.200.1");
        using var stranger = app.From(200 * 250);
        for (var guess = 0; guess < 25; guess++)
            await app.GuessAsync($"other{guess}.{li.Id}@example.org", stranger);

        Assert.Equal(HttpStatusCode.TooManyRequests, await app.GuessAsync($"last.{li.Id}@example.org", stranger));
        Assert.Equal(HttpStatusCode.TooManyRequests, await app.TrySignInAsync(app.From(9_991), li));
        Assert.Equal(HttpStatusCode.SeeOther, await app.TrySignInAsync(known, li));
    }

    [Fact]
    public async Task Is_limited_on_a_known_device_too_and_does_not_count_for_others()
    {
        var li = await app.MemberAsync();
        using var known = app.From(9_980);
        await app.TrySignInAsync(known, li);
        await known.PressAsync(await known.GetAsync("/account"), "/sign-out");

        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 7; guess++)
            answers.Add(await app.GuessAsync(li.Email, known));

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.UnprocessableEntity, 6), HttpStatusCode.TooManyRequests], answers);
        Assert.Equal(Free, await app.ReachedAsync(li.Email, 12));
    }

    [Fact]
    public async Task Gains_nothing_by_a_device_that_is_known_to_another_account()
    {
        var (li, wang) = (await app.MemberAsync(), await app.MemberAsync("Wang Fang"));
        await app.ReachedAsync(li.Email, 12);
        using var ofWang = app.From(9_970);
        await app.TrySignInAsync(ofWang, wang);

        await ofWang.PressAsync(await ofWang.GetAsync("/account"), "/sign-out");
        Assert.Equal(HttpStatusCode.TooManyRequests, await app.GuessAsync(li.Email, ofWang));
        Assert.Equal(HttpStatusCode.SeeOther, await app.TrySignInAsync(ofWang, wang));
    }

    [Fact]
    public async Task Gains_nothing_by_a_device_that_was_shut_out()
    {
        var li = await app.MemberAsync();
        using var intruder = app.From(9_960);
        using var owner = app.From(9_961);
        await app.TrySignInAsync(intruder, li);
        await app.TrySignInAsync(owner, li);
        (await owner.SubmitAsync("/account/password", ("oldPassword", Person.Password), ("newPassword", "marble kites at noon")))
            .ShouldBe(HttpStatusCode.SeeOther);
        await app.ReachedAsync(li.Email, 12);

        Assert.Equal(HttpStatusCode.TooManyRequests, await app.TrySignInAsync(intruder, li));
        await owner.PressAsync(await owner.GetAsync("/account"), "/sign-out");
        Assert.Equal(HttpStatusCode.SeeOther, await app.TrySignInAsync(owner, li, "marble kites at noon"));
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
        Assert.All(
            ["; secure", "; httponly", "; samesite=strict", "; path=/", "; max-age=34560000"], part =>
                Assert.Contains(part, first.ToLowerInvariant(), StringComparison.Ordinal));
        Assert.DoesNotContain("domain=", first, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, await app.DevicesAsync(li));

        static string DeviceOf(Answer answer) =>
            answer.Response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith(KnownDevices.CookieName + "=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ending_all_other_sessions_forgets_their_devices()
    {
        var li = await app.MemberAsync();
        using var lost = app.From(9_940);
        using var here = app.From(9_941);
        await app.TrySignInAsync(lost, li);
        await app.TrySignInAsync(here, li);
        Assert.Equal(2, await app.DevicesAsync(li));

        var page = await here.GetAsync("/account/sessions");
        var form = page.Document.Forms.Single(f => f.QuerySelector("[name=_handler][value=end-others]") is not null);
        (await here.SendAsync(FormFilling.Request(form, new Uri(app.Address, page.Path), []))).ShouldBe(HttpStatusCode.SeeOther);

        Assert.Equal(1, await app.DevicesAsync(li));
    }
}
