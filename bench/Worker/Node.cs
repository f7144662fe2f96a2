using System.Reflection;
using System.Reflection.Emit;
using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Data;
using Guildhall.Kernel.Events;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Work;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Guildhall.Worker;

/// <summary>Kernel's loops as the program hosts them, without modules and pages.</summary>
internal sealed class Node(ServiceProvider services) : IAsyncDisposable
{
    public IServiceProvider Services => services;

    public WorkRunner Runner => services.GetRequiredService<WorkRunner>();

    public static Node On(string database, int handlers, Probes? probes)
    {
        var choice = DatabaseChoice.Parse(database, "");
        var services = new ServiceCollection()
            .AddLogging(log => log.AddConsole(c => c.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(choice)
            .AddSingleton(new ModuleCatalogue([]))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new WriteQueue(oneAtATime: !choice.IsPostgres))
            .AddSingleton(new SiteZone(TimeZoneInfo.Utc))
            .AddSingleton<PreparedReads>()
            .AddScoped<CommunityScope>()
            .AddDbContext<AppDb>(choice.Configure, optionsLifetime: ServiceLifetime.Singleton)
            .AddOutbox();
        if (probes is not null)
            services.AddSingleton(probes).AddWork<Probe, DoProbe>();
        foreach (var handler in Idlers(handlers))
            services.AddSingleton(handler);
        return new Node(services.BuildServiceProvider());
    }

    public async Task StartAsync()
    {
        foreach (var loop in services.GetServices<IHostedService>())
            await loop.StartAsync(default);
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    /// <summary>Handlers of a fact that never happens, each a type of its own, as in a program with many modules.</summary>
    private static IEnumerable<HandlerRegistration> Idlers(int count)
    {
        var assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Guildhall.Idlers"), AssemblyBuilderAccess.Run);
        var module = assembly.DefineDynamicModule("Idlers");
        var kinds = new Dictionary<string, Type> { ["bench.never"] = typeof(IEvent) };
        return Enumerable.Range(0, count)
            .Select(i => new HandlerRegistration(module.DefineType($"Idler{i}", TypeAttributes.Public).CreateType(), kinds, Start.Now));
    }
}
