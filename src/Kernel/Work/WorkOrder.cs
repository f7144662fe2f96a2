using System.Text.Json;
using Guildhall.Kernel.Events;

namespace Guildhall.Kernel.Work;

/// <summary>Work to be put into the queue, in the same save as the change that it follows from.</summary>
/// <param name="Key">At most 200 characters, unique within the kind. A key that waits already is replaced: newest payload, earliest
/// time.</param>
/// <param name="Payload">A record for which an <see cref="IWork{TPayload}"/> is registered.</param>
/// <param name="Due">UTC; <c>null</c> for now.</param>
/// <param name="CommunityId">Which it is done for; <c>null</c> for the one that the caller's context works in.</param>
public sealed record WorkOrder(string Key, object Payload, DateTime? Due = null, long? CommunityId = null)
{
    internal string Kind => QualifiedName.Of(Payload.GetType());

    internal string Json => JsonSerializer.Serialize(Payload, Payload.GetType());
}
