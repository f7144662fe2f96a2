using Guildhall.Kernel.Contracts;

namespace Guildhall.Notifications.Telling;

/// <summary>What members shall be told.</summary>
/// <param name="Kind">One of <c>NotificationKinds</c>.</param>
/// <param name="Key">Unique for each member, at most 120 characters.</param>
/// <param name="Text">A text key with places for the arguments.</param>
/// <param name="Arguments"><see cref="TheirName"/> stands for the name of <paramref name="By"/>.</param>
/// <param name="Path">Local path to which a click leads.</param>
/// <param name="By">Who did it, where the reader may know; <c>null</c> where it is nobody's deed or not to be told.</param>
internal sealed record Notice(
    long CommunityId, string Kind, string Key, Thing Thing, string Text, IReadOnlyList<string> Arguments, string Path, long? By = null)
{
    /// <summary>Names are not kept in notifications: they are those that people have when somebody reads.</summary>
    public const string TheirName = "{by}";
}
