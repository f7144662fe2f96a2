using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// The whole program on a port of its own, on a migrated database of its own. Three things differ from an operator's:
/// time stands still until a test moves it, what follows a commit happens in <see cref="SettleAsync"/>, and how many requests and
/// registrations one address may make is practically without a limit.
/// </summary>
public class GuildhallApp : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("guildhall-test-");
    private TestDatabase? _database;
    private WebApplication? _app;

    public SettableClock Clock { get; } = new();

    public Uri Address { get; private set; } = new("about:blank");

    public IServiceProvider Services => _app!.Services;

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

    /// <summary>For the few tests that need another database than the run's.</summary>
    protected virtual bool OnPostgres => TestDatabase.OnPostgres;

    /// <summary>Where it keeps files and keys.</summary>
    public string DataFolder => _folder.FullName;

    /// <summary>For the few tests whose other people's servers must misbehave.</summary>
    protected virtual void Arrange(IServiceCollection services) { }

    /// <summary>For the few tests that need an endpoint which no module would have.</summary>
    protected virtual void Map(WebApplication app) { }

    /// <summary>For the few tests that need another setting, e.g. <c>--Guildhall:Limits:SearchesPerMinute=3</c>.</summary>
    protected virtual IEnumerable<string> Settings => [];

    /// <summary>Runs jobs, workers, followers and handlers until nothing is left to do.</summary>
    public async Task SettleAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        var dispatcher = Services.GetRequiredService<Dispatcher>();
        var tail = Services.GetRequiredService<ActivityTail>();
        do
        {
            foreach (var registration in Services.GetServices<JobRegistration>())
            {
                await using var scope = Services.CreateAsyncScope();
                await ((IRecurringJob)scope.ServiceProvider.GetRequiredService(registration.Job)).RunAsync(cancel);
            }
            await WorkAsync(cancel);
            await LedgerIsReadableAsync(cancel);
            await tail.ReadAsync(cancel);
        }
        while (await dispatcher.DrainAsync(cancel));
    }

    /// <summary>
    /// On PostgreSQL a reader of the ledger sees what is older than every transaction still open, in any database of the server;
    /// other tests have theirs, and making a database is one too. Nothing tells when such a foreign transaction ends, so this asks.
    /// </summary>
    private async Task LedgerIsReadableAsync(CancellationToken cancel)
    {
        if (!OnPostgres)
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

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(_folder, OnPostgres);
        _app = Server.Build(
            [
                "--urls=http://127.0.0.1:0",
                "--applicationName=guildhall",
                $"--Guildhall:Database={_database.Setting}",
                $"--Guildhall:Data={_folder.FullName}",
                // All requests of a run come from one address, within one standing minute.
                "--Guildhall:Limits:WritesPerMinute=1000000",
                "--Guildhall:Limits:SearchesPerMinute=1000000",
                "--Guildhall:Limits:RequestsPerMinute=10000000",
                "--Guildhall:Accounts:Registrations:PerMinute=1000000",
                "--Guildhall:Accounts:Registrations:PerHour=1000000",
                "--Logging:LogLevel:Default=Warning",
                .. Settings,
            ],
            builder =>
            {
                builder.Environment.WebRootPath = Path.Combine(House.Repository.Root, "src", "Web", "wwwroot");
                builder.Environment.WebRootFileProvider = new PhysicalFileProvider(builder.Environment.WebRootPath);
                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
                foreach (var loop in builder.Services.Where(IsLoop).ToList())
                    builder.Services.Remove(loop);
                Arrange(builder.Services);
            });
        Map(_app);
        await Services.GetRequiredService<ActivityTail>().StartAsync(TestContext.Current.CancellationToken);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        Address = new Uri(Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
    }

    private static bool IsLoop(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationType?.IsAssignableTo(typeof(Loop)) == true;

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        if (_database is not null)
            await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
