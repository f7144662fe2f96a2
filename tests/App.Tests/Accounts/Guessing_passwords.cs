using System.Net;
using Guildhall.Accounts.Credentials;
using Guildhall.App.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Guildhall.App.Tests.Accounts;

public class Guessing_passwords(CountedApp app) : IClassFixture<CountedApp>
{
    private async Task<Answer> GuessAsync(string email, string password = "a wrong guess")
    {
        using var browser = app.Visitor();
        return await browser.SubmitAsync("/sign-in", ("email", email), ("password", password));
    }

    [Fact]
    public async Task Stops_after_six_a_minute_and_thirty_an_hour()
    {
        var li = await app.MemberAsync();
        var refused = 0;

        for (var minute = 0; minute < 8; minute++)
        {
            for (var guess = 0; guess < 7; guess++)
            {
                var answer = await GuessAsync(li.Email);
                if (answer.Status == HttpStatusCode.UnprocessableEntity)
                    refused++;
                else
                    Assert.Equal(HttpStatusCode.TooManyRequests, answer.Status);
            }
            Assert.Equal(Math.Min(30, (minute + 1) * 6), refused);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var late = await GuessAsync(li.Email, Person.Password);
        late.ShouldBe(HttpStatusCode.TooManyRequests);
        Assert.InRange(late.Response.Headers.RetryAfter!.Delta!.Value.TotalMinutes, 50, 60);
        Assert.StartsWith("Too many tries. Try again in ", late.TextOf(".error-list"));
        app.Clock.Advance(TimeSpan.FromHours(1));
        (await GuessAsync(li.Email, Person.Password)).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Counts_unknown_addresses_alike()
    {
        app.Clock.Advance(TimeSpan.FromHours(2));

        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 7; guess++)
            answers.Add((await GuessAsync("nobody@example.org")).Status);

        Assert.Equal([.. Enumerable.Repeat(HttpStatusCode.UnprocessableEntity, 6), HttpStatusCode.TooManyRequests], answers);
    }

    [Fact]
    public async Task Cannot_slip_past_all_at_once()
    {
        app.Clock.Advance(TimeSpan.FromHours(2));
        var li = await app.MemberAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => GuessAsync(li.Email)));

        Assert.Equal(6, answers.Count(a => a.Status == HttpStatusCode.UnprocessableEntity));
        Assert.Equal(14, answers.Count(a => a.Status == HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Leaves_the_right_password_uncounted()
    {
        app.Clock.Advance(TimeSpan.FromHours(2));
        var li = await app.MemberAsync();

        for (var time = 0; time < 10; time++)
            (await GuessAsync(li.Email, Person.Password)).ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Spends_the_same_work_on_an_address_that_nobody_has()
    {
        app.Clock.Advance(TimeSpan.FromHours(2));
        var li = await app.MemberAsync();

        var known = await VerificationsAsync(li.Email);
        var unknown = await VerificationsAsync("nobody-at-all@example.org");

        Assert.Equal((1, 1), (known, unknown));
    }

    private async Task<int> VerificationsAsync(string email)
    {
        var before = app.Hashing.Verifications;
        (await GuessAsync(email)).ShouldBe(HttpStatusCode.UnprocessableEntity);
        return app.Hashing.Verifications - before;
    }
}

/// <summary>The program with a hasher that counts: the comparison is what makes a guess slow.</summary>
public sealed class CountedApp : GuildhallApp
{
    internal CountedHashing Hashing => Services.GetRequiredService<CountedHashing>();

    protected override void Arrange(IServiceCollection services)
    {
        services.AddSingleton<CountedHashing>();
        services.AddSingleton<PasswordHashing>(s => s.GetRequiredService<CountedHashing>());
    }
}

internal sealed class CountedHashing(IOptions<PasswordHasherOptions> options) : PasswordHashing(options)
{
    private int _verifications;

    public int Verifications => _verifications;

    public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref _verifications);
        return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
