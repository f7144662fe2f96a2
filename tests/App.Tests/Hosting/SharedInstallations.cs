using System.Collections.Concurrent;
using Guildhall.App.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SharedInstallations))]

namespace Guildhall.App.Tests.Hosting;

/// <summary>
/// Lends installations to classes of scenarios, each to one class at a time: to start one costs as much as a dozen scenarios.
/// So there are only as many as classes that run side by side. The borrower finds communities and people of others there.
/// </summary>
public sealed class SharedInstallations : IAsyncDisposable
{
    /// <summary>Scenarios say when things happen relative to now, but many of them believe that it is a Monday morning in March.</summary>
    private static readonly TimeSpan MostDrift = TimeSpan.FromHours(1);

    private static readonly ConcurrentStack<Installation> Idle = [];

    internal static async Task<Installation> BorrowAsync() =>
        Idle.TryPop(out var idle) ? idle : await Installation.StartAsync(TestDatabase.OnPostgres, [], _ => { });

    internal static async ValueTask ReturnAsync(Installation installation)
    {
        if (installation.Clock.Drift.Duration() <= MostDrift)
            Idle.Push(installation);
        else
            await installation.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        while (Idle.TryPop(out var installation))
            await installation.DisposeAsync();
    }
}
