using Guildhall.Kernel.Contracts;

namespace Guildhall.Notifications.Telling;

/// <summary>What members shall be told.</summary>
/// <param name="Kind">One of <c>NotificationKinds</c>.</param>
/// <param name="Key">Unique for each member, at most 120 characters.</param>
/// <param name="Text">A text key with places for the arguments.</param>
/// <param name="Path">Local path to which a click leads.</param>
internal sealed record Notice(
    long CommunityId, string Kind, string Key, Thing Thing, string Text, IReadOnlyList<string> Arguments, string Path);
