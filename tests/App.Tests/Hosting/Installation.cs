using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// The whole program on a port of its own, on a migrated database of its own. Four things differ from an operator's: time stands
/// still until a test moves it, nothing runs in the background, a password is hashed in one round instead of 210,000, and
/// one address may make practically any number of requests, registrations and wrong guesses. New members post without limits.
/// </summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly TestDatabase _database;
    private readonly WebApplication _app;

    public SettableClock Clock { get; } = new();

    public Uri Address { get; private set; } = new("about:blank");

    public IServiceProvider Services => _app.Services;

    /// <summary>Where it keeps files and keys.</summary>
    public string DataFolder => _folder.FullName;

    public bool OnPostgres { get; }

    private Installation(
        TestDatabase database, DirectoryInfo folder, bool onPostgres, IEnumerable<string> settings, Action<IServiceCollection> arrange)
    {
        (_database, _folder, OnPostgres) = (database, folder, onPostgres);
        _app = Server.Build(
            [
                "--urls=http://127.0.0.1:0",
                "--applicationName=guildhall",
                $"--Guildhall:Database={database.Setting}",
                $"--Guildhall:Data={folder.FullName}",
                // All requests of a run come from one address, within one standing minute.
                "--Guildhall:Limits:WritesPerMinute=1000000",
                "--Guildhall:Limits:SearchesPerMinute=1000000",
                "--Guildhall:Limits:RequestsPerMinute=10000000",
                "--Guildhall:Accounts:GuessesPerAddress:PerMinute=1000000",
                "--Guildhall:Accounts:GuessesPerAddress:PerHour=1000000",
                "--Guildhall:Accounts:Registrations:PerMinute=1000000",
                "--Guildhall:Accounts:Registrations:PerHour=1000000",
                // Everybody is new, and says everything on one standing day.
                "--Guildhall:Screening:NewMemberLimits=false",
                "--Logging:LogLevel:Default=Warning",
                .. settings,
            ],
            builder =>
            {
                builder.Environment.WebRootPath = Path.Combine(House.Repository.Root, "src", "Web", "wwwroot");
                builder.Environment.WebRootFileProvider = new PhysicalFileProvider(builder.Environment.WebRootPath);
                builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
                // Here and not by a setting: no operator may weaken the hashes.
                builder.Services.PostConfigure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1);
                builder.Services.ConfigureDbContext<AppDb>((_, options) => QueriesMade.Record(options));
                foreach (var loop in builder.Services.Where(IsLoop).ToList())
                    builder.Services.Remove(loop);
                arrange(builder.Services);
            });
    }

    public static async Task<Installation> StartAsync(
        bool onPostgres, IEnumerable<string> settings, Action<IServiceCollection> arrange, Action<WebApplication>? map = null,
        Action<DirectoryInfo>? prepare = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("guildhall-test-");
        prepare?.Invoke(folder);
        var database = await TestDatabase.CreateAsync(folder, onPostgres);
        var installation = new Installation(database, folder, onPostgres, settings, arrange);
        map?.Invoke(installation._app);
        await installation._app.StartAsync(cancel);
        var server = installation.Services.GetRequiredService<IServer>();
        installation.Address = new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        return installation;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static bool IsLoop(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationType?.IsAssignableTo(typeof(Loop)) == true;
}
