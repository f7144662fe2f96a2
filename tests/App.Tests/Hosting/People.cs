using System.Net;
using Guildhall.Accounts.Tokens;
using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Contracts.Communities;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Hosting;

/// <summary>A member of the test's installation, with the password that goes with the address.</summary>
public sealed record Person(long Id, string Name, string Email)
{
    public const string Password = "quiet lantern over basalt";
}

/// <summary>People to arrange tests with.</summary>
public static class People
{
    private static int _made;

    /// <summary>Before somebody owns the installation, or has opened a community, nobody can register.</summary>
    public static async Task SetUpAsync(this GuildhallApp app)
    {
        if (!await app.WithAsync<ISetup, bool>(setup => setup.IsOpenAsync()))
            await app.MemberAsync("Owner of the site", owner: true);
    }

    /// <summary>Somebody with an account of their own; the address is never the same twice.</summary>
    public static async Task<Person> MemberAsync(this GuildhallApp app, string name = "Li Ming", bool owner = false, string language = "en")
    {
        var email = $"member{Interlocked.Increment(ref _made)}@example.org";
        var id = await app.WithAsync<IMembers, long>(members =>
            members.CreateAsync(new NewMember(name, email, Person.Password, language, "Asia/Shanghai", owner)));
        return new Person(id, name, email);
    }

    /// <summary>At a browser of their own, in a session that the program's own service has started.</summary>
    public static async Task<Client> SignInAsync(this GuildhallApp app, Person person)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        await app.WithAsync<IServiceProvider>(async services =>
        {
            http.RequestServices = services;
            services.GetRequiredService<IHttpContextAccessor>().HttpContext = http;
            await services.GetRequiredService<IMembers>().SignInAsync(person.Id);
        });
        return app.Visitor().Keeping(http.Response.Headers.SetCookie);
    }

    /// <summary>The same by the page, for scenarios about signing in: it costs ten times as much.</summary>
    public static async Task<Client> SignInByPageAsync(this GuildhallApp app, Person person)
    {
        var browser = app.Visitor();
        (await browser.SubmitAsync("/sign-in", ("email", person.Email), ("password", Person.Password))).ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    /// <summary>A program that acts for them within these scopes, e.g. "users:read".</summary>
    public static async Task<Client> TokenAsync(this GuildhallApp app, Person person, params string[] scopes) =>
        app.Visitor().WithToken(
            await app.WithAsync<IssueToken, string>(async issue => (await issue.RunAsync(person.Id, "test", scopes, null, default)).Key));
}
