using System.Text.Json;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Work;

/// <summary>One kind of work as the runner sees it.</summary>
public sealed class WorkRegistration
{
    private readonly Func<IServiceProvider, string, WorkContext, CancellationToken, Task> _run;

    private WorkRegistration(string kind, WorkOptions options, Func<IServiceProvider, string, WorkContext, CancellationToken, Task> run) =>
        (Kind, Options, _run) = (kind, options, run);

    public string Kind { get; }
    public WorkOptions Options { get; }

    internal static WorkRegistration Of<TPayload, TWork>(WorkOptions options) where TWork : class, IWork<TPayload> => new(
        QualifiedName.Of(typeof(TPayload)),
        options,
        (services, json, context, cancel) => services.GetRequiredService<TWork>().RunAsync(
            JsonSerializer.Deserialize<TPayload>(json) ?? throw new WorkFailure("payload_empty", final: true), context, cancel));

    internal Task RunAsync(IServiceProvider services, string json, WorkContext context, CancellationToken cancel) =>
        _run(services, json, context, cancel);
}

public static class WorkServices
{
    /// <summary>Registers who does the work that <typeparamref name="TPayload"/> names.</summary>
    public static IServiceCollection AddWork<TPayload, TWork>(this IServiceCollection services, WorkOptions? options = null)
        where TWork : class, IWork<TPayload> =>
        services.AddScoped<TWork>().AddSingleton(WorkRegistration.Of<TPayload, TWork>(options ?? new WorkOptions()));
}
