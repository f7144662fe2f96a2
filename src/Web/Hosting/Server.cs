using System.Net.Sockets;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Guildhall.Web.Hosting;

/// <summary>Builds the program, migrates its database, and either serves or lends its services to a verb.</summary>
public static class Server
{
    // A page that redirects by an exception, below a layout that had to wait (always on PostgreSQL), leaves its layout half-built; .NET
    // writes that out all the same, without an end, until the stack overflows and the process is gone.
    private const string RedirectsDoNotThrow = "Microsoft.AspNetCore.Components.Endpoints.NavigationManager.DisableThrowNavigationException";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        await using var app = Build(args, early: MakeModelMeanwhile);
        var routes = Task.Run(() => MakeRoutes(app.Services), cancel);
        await Preparation.RunAsync(app.Services, cancel);
        Preparation.ProbeWriting(app.Services.GetRequiredService<DataFolder>());
        await routes;
        app.Lifetime.ApplicationStarted.Register(() => _ = GreetAsync(app));
        app.Lifetime.ApplicationStarted.Register(() => _ = GiveBackAsync(app));
        try
        {
            await GracefulStop.RunAsync(app, cancel);
        }
        catch (IOException busy) when (busy.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new Refused("address_in_use", 409,
                "{0} Stop the other program, or choose another address: bin/run --urls http://localhost:5081", busy.Message);
        }
        catch (Exception wrong) when (wrong is FormatException or SocketException
            && !app.Lifetime.ApplicationStarted.IsCancellationRequested)
        {
            throw new Refused("address_unusable", 422,
                "It can't listen there: {0} Name another address: bin/run --urls http://localhost:5081", wrong.Message.TrimEnd('.') + ".");
        }
        return Cli.Ok;
    }

    /// <summary>
    /// The long parts of a start, the model of the database and the services with their routes, know nothing of each other. EF keeps
    /// one model for all contexts of a kind: whoever needs it next waits for this one.
    /// </summary>
    private static void MakeModelMeanwhile(WebApplicationBuilder builder)
    {
        var database = Configuration.Database(builder.Configuration);
        _ = Task.Run(() =>
        {
            var options = new DbContextOptionsBuilder<AppDb>();
            database.Configure(options);
            using var db = new AppDb(options.Options, Modules.All, new CommunityScope(), new WriteQueue(oneAtATime: false),
                TimeProvider.System, Wakening.Nobody);
            _ = db.Model;
        });
    }

    private static void MakeRoutes(IServiceProvider services) =>
        services.GetRequiredService<PagePolicies>().CheckRoutes(services.GetRequiredService<EndpointDataSource>().Endpoints);

    public static async Task<WebApplication> BuildForVerbAsync(string[] settings, CancellationToken cancel)
    {
        var app = BuildForVerb(settings);
        try
        {
            await Preparation.RunAsync(app.Services, cancel);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Without the outbox and other background work, and with a clean standard output: it carries the verb's answer.</summary>
    public static WebApplication BuildForVerb(string[] settings) => Build(settings, builder =>
    {
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        // Whatever goes wrong ends the verb with a sentence that says the same.
        builder.Logging.AddFilter(typeof(StorageHealth).FullName, LogLevel.None);
        builder.Services.AddSingleton<TimeProvider>(new VerbClock());
        builder.Services.AddSingleton(s => s.GetRequiredService<IOptions<SiteOptions>>().Value
            .AddressAt(RunningAddress.Read(s.GetRequiredService<DataFolder>())));
    });

    /// <param name="adapt">What a verb or a test changes once everything is registered.</param>
    /// <param name="early">What needs the settings and nothing else.</param>
    public static WebApplication Build(
        string[] args, Action<WebApplicationBuilder>? adapt = null, Action<WebApplicationBuilder>? early = null)
    {
        AppContext.SetSwitch(RedirectsDoNotThrow, true);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            // Settings are read once: nothing here would notice a change, so nothing need watch the file.
            Args = [.. args, "--hostBuilder:reloadConfigOnChange=false"],
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = WebRoot(),
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        Configuration.Add(builder);
        early?.Invoke(builder);
        Services.Add(builder);
        adapt?.Invoke(builder);
        var app = builder.Build();
        try
        {
            Pipeline.Use(app);
            Listening.AddSeparateOrigins(app);
        }
        catch (OptionsValidationException wrong)
        {
            throw new Refused("settings_wrong", 422, "A setting is wrong. {0}", string.Join(' ', wrong.Failures));
        }
        return app;
    }

    /// <summary>Beside the published program; during development, of the project it was built from.</summary>
    private static string WebRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var root = Path.Combine(folder.FullName, "wwwroot");
            if (Directory.Exists(root))
                return root;
        }
        return Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "wwwroot")).FullName;
    }

    /// <summary>
    /// A start leaves several times more garbage than what lives on, and an idle server might not collect it for hours.
    /// Done once, when the first pages have been answered.
    /// </summary>
    private static async Task GiveBackAsync(WebApplication app)
    {
        await Task.Delay(TimeSpan.FromSeconds(5), app.Services.GetRequiredService<TimeProvider>(), app.Lifetime.ApplicationStopping)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (app.Lifetime.ApplicationStopping.IsCancellationRequested)
            return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Tells the newcomer where to go next. The set-up link is a secret: it goes to the terminal, never to the log.</summary>
    private static async Task GreetAsync(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        var here = RunningAddress.ForPeople(address);
        RunningAddress.Keep(app.Services.GetRequiredService<DataFolder>(), here);
        var site = app.Services.GetRequiredService<SiteAddress>().PublicUrl ?? here;
        await using var scope = app.Services.CreateAsyncScope();
        var setup = await scope.ServiceProvider.GetRequiredService<ISetup>().LinkPathAsync();
        Console.WriteLine();
        Console.WriteLine($"  Guildhall is at {site}");
        Console.WriteLine(setup is null
            ? $"  Next: sign in at {site}/sign-in. Stop with Ctrl+C."
            : $"  Next: open this link to set it up (it works once and expires after 24 hours):\n\n    {site}{setup}\n\n  Stop with Ctrl+C.");
        Console.WriteLine();
    }
}
