using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// The program as a class of scenarios drives it. This class itself is an installation that other classes have used before
/// (<see cref="SharedInstallations"/>), so a scenario makes a community and people of its own and counts nothing else.
/// Every class derived from it is an installation of its own: see <see cref="OwnApp"/>.
/// </summary>
public class GuildhallApp : IAsyncLifetime
{
    private Installation? _installation;
    private readonly HashSet<long> _broken = [];
    private long _before;

    public SettableClock Clock => Running.Clock;

    public Uri Address => Running.Address;

    public IServiceProvider Services => Running.Services;

    /// <summary>Where it keeps files and keys.</summary>
    public string DataFolder => Running.DataFolder;

    private Installation Running => _installation ?? throw new InvalidOperationException("Initialize the app first.");

    private bool IsShared => GetType() == typeof(GuildhallApp);

    /// <summary>For the few tests that need another database than the run's.</summary>
    protected virtual bool OnPostgres => TestDatabase.OnPostgres;

    /// <summary>For the few tests whose other people's servers must misbehave.</summary>
    protected virtual void Arrange(IServiceCollection services) { }

    /// <summary>For the few tests that need another kind of data folder.</summary>
    protected virtual void Prepare(DirectoryInfo dataFolder) { }

    /// <summary>For the few tests that need an endpoint which no module would have.</summary>
    protected virtual void Map(WebApplication app) { }

    /// <summary><c>false</c> for scenarios that break books on purpose: <see cref="TamperedApp"/>.</summary>
    protected virtual bool KeepsBooks => true;

    /// <summary>The scenario breaks the books of this community on purpose: nobody asks at the end whether they are sound.</summary>
    public void BreaksBooksOf(long communityId) => _broken.Add(communityId);

    /// <summary>For the few tests that need another setting, e.g. <c>--Guildhall:Limits:SearchesPerMinute=3</c>.</summary>
    protected virtual IEnumerable<string> Settings => [];

    /// <summary>Somebody at a browser who has not signed in.</summary>
    public Client Visitor() => new(Address);

    /// <summary>Arranges or looks with the program's own services.</summary>
    public async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> act) where TService : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <inheritdoc cref="WithAsync{TService, T}"/>
    public Task WithAsync<TService>(Func<TService, Task> act) where TService : notnull => WithAsync<TService, bool>(async service =>
    {
        await act(service);
        return true;
    });

    /// <summary>
    /// Runs workers, followers and handlers until nothing is left to do. Recurring jobs run by <see cref="RunJobAsync"/> only.
    /// </summary>
    public async Task SettleAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var dispatcher = Services.GetRequiredService<Dispatcher>();
        var tail = Services.GetRequiredService<ActivityTail>();
        do
        {
            await WorkAsync(cancel);
            await LedgerIsReadableAsync(cancel);
            await tail.ReadAsync(cancel);
        }
        while (await dispatcher.DrainAsync(cancel));
    }

    /// <summary>Runs a job as its clock would, of all communities where it is theirs, and then what it has left for others to do.</summary>
    public async Task RunJobAsync<TJob>() where TJob : IJob
    {
        await RunJobAsync(Services.GetServices<JobRegistration>().Single(j => j.Job == typeof(TJob)));
        await SettleAsync();
    }

    /// <summary>Runs all jobs whose clock is due.</summary>
    public async Task RunDueJobsAsync()
    {
        var jobs = Services.GetRequiredService<RecurringJobs>();
        await jobs.StartDueAsync(TestContext.Current.CancellationToken);
        await jobs.RestAsync();
    }

    internal async Task RunJobAsync(JobRegistration job)
    {
        var cancel = TestContext.Current.CancellationToken;
        long[] communities = job.At is { IsOfEachCommunity: true }
            ? [.. await WithAsync<ICommunities, IEnumerable<long>>(async all => (await all.ListAsync(cancel)).Select(c => c.Id))]
            : [0];
        foreach (var community in communities)
            await Services.GetRequiredService<RecurringJobs>().ExecuteAsync(job, community, cancel);
    }

    /// <summary>
    /// On PostgreSQL a reader of the ledger sees what is older than every transaction still open, in any database of the server;
    /// other tests have theirs, and making a database is one too. Nothing tells when such a foreign transaction ends, so this asks.
    /// </summary>
    public async Task LedgerIsReadableAsync(CancellationToken cancel)
    {
        if (!Running.OnPostgres)
            return;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(TimeSpan.FromMinutes(1));
        while (await WithAsync<AppDb, bool>(db => ActivityReader.HasUnsettledAsync(db, deadline.Token)))
            await Task.Delay(5, deadline.Token);
    }

    private async Task WorkAsync(CancellationToken cancel)
    {
        bool worked;
        do
        {
            worked = false;
            foreach (var worker in Services.GetServices<IWorker>())
                worked |= await worker.DrainAsync(cancel);
        }
        while (worked);
    }

    public virtual async ValueTask InitializeAsync()
    {
        _installation = IsShared ? await SharedInstallations.BorrowAsync()
            : await Installation.StartAsync(OnPostgres, Settings, Arrange, Map, Prepare);
        if (KeepsBooks && IsShared)
            _before = await SoundBooks.LatestAsync(Services);
    }

    public async ValueTask DisposeAsync()
    {
        if (_installation is null)
            return;
        var broken = KeepsBooks ? await SoundBooks.BrokenAsync(Services, _before, _broken) : [];
        await (IsShared ? SharedInstallations.ReturnAsync(_installation) : _installation.DisposeAsync());
        Assert.Empty(broken);
    }
}

/// <summary>
/// An installation of the class's own: for scenarios that need it empty, that change what all of it shares (settings, everybody's
/// rows), or that count what is in it. Whoever moves the clock needs none: an installation whose time has moved is not lent again.
/// </summary>
public sealed class OwnApp : GuildhallApp;

/// <summary>An installation of the class's own whose books are broken on purpose, to see that it is found.</summary>
public sealed class TamperedApp : GuildhallApp
{
    protected override bool KeepsBooks => false;
}
