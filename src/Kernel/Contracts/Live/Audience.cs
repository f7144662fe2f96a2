using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Live;

/// <summary>
/// Who may hear of an event on the live stream, in outgoing webhooks and from bots. A module that publishes an event says so with
/// <see cref="IHeardBy{TEvent}"/>; an event about which nobody says anything is heard by nobody.
/// </summary>
public abstract record Audience
{
    private Audience() { }

    /// <summary>Who passes the gate with this need at the time of hearing.</summary>
    public sealed record Needing(Need Need) : Audience;

    /// <summary>One member alone.</summary>
    public sealed record Of(long MemberId) : Audience;

    /// <summary>Nobody.</summary>
    public sealed record Nobody : Audience;
}

/// <summary>Says for one kind of event who may hear of it, and what they hear.</summary>
public interface IHeardBy<in TEvent> where TEvent : IEvent
{
    /// <summary>Decides for one event. It is asked after the commit, possibly much later: the thing may be gone.</summary>
    ValueTask<Heard> OfAsync(TEvent happened, CancellationToken cancel = default);
}

/// <summary>An event as it leaves the house.</summary>
/// <param name="By">Who may hear it.</param>
/// <param name="Data">What they hear: ids, titles and paths that the audience may see, serialised as JSON in camel case.</param>
public sealed record Heard(Audience By, object Data)
{
    /// <summary>Not told to anybody.</summary>
    public static readonly Heard ByNobody = new(new Audience.Nobody(), new { });
}
