using Guildhall.Kernel.Data;
using Guildhall.Kernel.Work;
using Microsoft.Extensions.DependencyInjection;

namespace Guildhall.Kernel.Events;

/// <summary>What a commit sets going: what this node keeps in memory first, then the loops of this node and of the others.</summary>
public sealed class Wakening(IServiceProvider services, ActivitySignal ledger, Bell<WorkRunner> queue, NodeMessages nodes)
{
    private const string Ledger = "ledger", Queue = "queue";

    // Asked for late: a verb that publishes nothing needs none of them.
    private readonly Lazy<IFollowActivities[]> _followers =
        new(() => [.. services.GetServices<IFollowActivities>().Where(f => f.BeforeAnswer)]);

    /// <summary>For contexts outside of the program, such as a migration's.</summary>
    public static Wakening Nobody
    {
        get
        {
            var nodes = new NodeMessages(new DatabaseChoice(IsPostgres: false, ""));
            return new Wakening(new ServiceCollection().BuildServiceProvider(), new ActivitySignal(), new Bell<WorkRunner>(), nodes);
        }
    }

    /// <summary>To be awaited before the save returns: what it closed is then no longer in this node's memory.</summary>
    internal async ValueTask PublishedAsync(IReadOnlyList<Activity> activities)
    {
        foreach (var follower in _followers.Value)
            await follower.FollowAsync(activities, CancellationToken.None);
        ledger.Ring();
        nodes.Send(Ledger);
    }

    internal void Enqueued()
    {
        queue.Ring();
        nodes.Send(Queue);
    }

    /// <summary>What other nodes have to say, and what may have been missed when they could not be heard.</summary>
    internal void Heard(string channel)
    {
        if (channel == Ledger)
            ledger.Ring();
        else if (channel == Queue)
            queue.Ring();
    }

    internal void HeardAll()
    {
        ledger.Ring();
        queue.Ring();
    }
}
