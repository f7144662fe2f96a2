using Guildhall.Kernel.Contracts.Accounts;
using Guildhall.Kernel.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Guildhall.Kernel.Live;

/// <summary>Ends the streams of sessions and tokens that have ended, within two seconds, by one question for all of them.</summary>
internal sealed class EndStreams(
    LiveStreams streams, IServiceScopeFactory scopes, TimeProvider time, ILogger<EndStreams> log) : Loop(new Bell(), time, log)
{
    protected override string Name => "the ends of live streams";

    protected override TimeSpan Pause => TimeSpan.FromSeconds(2);

    protected override async Task RoundAsync(CancellationToken stopping)
    {
        if (!streams.Any)
            return;
        var open = streams.All.ToList();
        await using var scope = scopes.CreateAsyncScope();
        var ended = await scope.ServiceProvider.GetRequiredService<ISessions>().EndedAsync([.. open.Select(s => s.Principal)], stopping);
        foreach (var stream in open.Where(s => ended.Contains(s.Principal)))
            stream.EndForGood();
    }
}
