using Guildhall.Communities.Opening;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// A community of its own for a scenario, and its people, who are known by their names: the same name is the same person.
/// </summary>
internal abstract class TestCommunity(GuildhallApp app)
{
    private static int _made = 5000;

    private readonly Dictionary<string, Person> _people = [];

    public CommunityInfo Community { get; private set; } = null!;
    public long Id => Community.Id;
    public string Slug => Community.Slug;
    public string Path => "/c/" + Slug;
    public string Api => "/api/communities/" + Slug;
    public DateTime Now => App.Clock.Now;
    protected GuildhallApp App => app;

    /// <summary>A number that no other community of the run has, for slugs and for the documents that grants rest on.</summary>
    protected static int Next() => Interlocked.Increment(ref _made);

    /// <summary>Opened by "owner", who owns it and not the installation.</summary>
    protected async Task OpenAsync(NewCommunity wanted)
    {
        var owner = await PersonAsync("owner");
        var good = wanted.Check();
        Community = await App.WithAsync<OpenCommunity, CommunityInfo>(open => open.RunAsync(good, owner, Now, default));
        await App.SettleAsync();
    }

    public string EmailOf(string name) => _people[name].Email;

    public long IdOf(string name) => _people[name].Id;

    /// <summary>Somebody with an account; gives the id.</summary>
    public async Task<long> PersonAsync(string name, bool ownsInstallation = false)
    {
        if (!_people.TryGetValue(name, out var person))
            _people[name] = person = await App.MemberAsync(name, ownsInstallation);
        return person.Id;
    }

    /// <summary>A browser in which the person has signed in.</summary>
    public Task<Client> SignedInAsync(string name) => SignInAsync(App, name);

    /// <summary>The same at another installation that knows this one's people.</summary>
    public async Task<Client> SignInAsync(GuildhallApp installation, string name)
    {
        await PersonAsync(name);
        return await installation.SignInAsync(_people[name]);
    }

    /// <summary>A program that acts for the person within these scopes.</summary>
    public async Task<Client> ProgramAsync(string name, params string[] scopes)
    {
        await PersonAsync(name);
        return await App.TokenAsync(_people[name], scopes);
    }

    /// <summary>The community as it is now, answered like everybody's question.</summary>
    public async Task<CommunityInfo> NowAsync() => (await App.WithAsync<ICommunities, CommunityInfo?>(c => c.FindAsync(Id).AsTask()))!;

    /// <summary>Works with a service inside the community, as a request or a job there does.</summary>
    public virtual async Task<T> InAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = App.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CommunityScope>().Enter(await NowAsync());
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>The same on behalf of somebody, as a bot or a command does: operations guard themselves.</summary>
    public Task AsAsync<TService>(string name, Func<TService, Task> act) where TService : notnull =>
        InAsync<IServiceProvider>(async services =>
    {
        services.GetRequiredService<CurrentMember>().Enter(new Viewer(await PersonAsync(name)));
        await act(services.GetRequiredService<TService>());
    });

    /// <inheritdoc cref="InAsync{TService, T}"/>
    public Task InAsync<TService>(Func<TService, Task> act) where TService : notnull => InAsync<TService, bool>(async service =>
    {
        await act(service);
        return true;
    });

    /// <summary>Writes the access ledger in a unit of work of its own.</summary>
    public Task WriteAsync(Func<IGrants, Task> act) => InAsync<IServiceProvider>(async services =>
    {
        await act(services.GetRequiredService<IGrants>());
        await services.GetRequiredService<AppDb>().SaveChangesAsync();
    });
}
