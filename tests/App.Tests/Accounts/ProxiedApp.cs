using System.Net;
using Guildhall.Accounts.Attempts;
using Guildhall.Accounts.Devices;
using Guildhall.App.Tests.Hosting;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.EntityFrameworkCore;

namespace Guildhall.App.Tests.Accounts;

/// <summary>The program behind a proxy, which says for each request from which address it came.</summary>
public sealed class ProxiedApp : LoggedApp
{
    public const int Free = 8;

    // Fewer than an operator has: every guess that gets through costs a hash.
    protected override IEnumerable<string> Settings =>
        [
            "--Guildhall:TrustedProxies=127.0.0.1",
            $"--Guildhall:Accounts:GuessesOfStrangers:Free={Free}",
            "--Guildhall:Accounts:CodesOfStrangers:Free=4",
            // Other tests sign in from one address far more often than people do; here the addresses differ.
            "--Guildhall:Accounts:GuessesPerAddress:PerMinute=20",
            "--Guildhall:Accounts:GuessesPerAddress:PerHour=100",
        ];

    public Client From(int address)
    {
        var browser = Visitor();
        browser.Http.DefaultRequestHeaders.Add("X-Forwarded-For", $"198.51.{address / 250}.{address % 250 + 1}");
        return browser;
    }

    private static int _addresses;

    internal async Task<HttpStatusCode> GuessAsync(string email, Client? browser = null)
    {
        using var other = browser is null ? From(Interlocked.Increment(ref _addresses) % 10_000) : null;
        return (await (browser ?? other!).SubmitAsync("/sign-in", ("email", email), ("password", "a wrong guess"))).Status;
    }

    internal async Task<int> ReachedAsync(string email, int guesses)
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

    internal async Task<HttpStatusCode> TrySignInAsync(Client browser, Person person, string password = Person.Password) =>
        (await browser.SubmitAsync("/sign-in", ("email", person.Email), ("password", password))).Status;

    internal Task<List<SignInAttack>> AttacksAsync(Person person) => WithAsync<AppDb, List<SignInAttack>>(db =>
        db.Set<SignInAttack>().Where(a => a.MemberId == person.Id).ToListAsync());

    internal Task<int> DevicesAsync(Person person) =>
        WithAsync<AppDb, int>(db => db.Set<KnownDevice>().CountAsync(d => d.MemberId == person.Id));

    internal async Task<List<SignInAttacked>> AlarmsAsync(Person person)
    {
        var kind = Activity.KindOf(typeof(SignInAttacked));
        var told = await WithAsync<AppDb, List<Activity>>(db => db.Activities.Where(a => a.Kind == kind && a.SubjectId == person.Id)
            .OrderBy(a => a.Id).ToListAsync());
        return [.. told.Select(a => (SignInAttacked)a.Read(typeof(SignInAttacked)))];
    }
}
