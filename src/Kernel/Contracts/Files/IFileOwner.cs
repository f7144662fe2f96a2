using Guildhall.Kernel.Contracts.Memberships;

namespace Guildhall.Kernel.Contracts.Files;

/// <summary>Answered by every module whose things own files: who may have them.</summary>
public interface IFileOwner
{
    /// <summary>The kinds of thing that this module owns, e.g. "resource".</summary>
    IReadOnlyList<string> Kinds { get; }

    /// <summary>For whom the files of these things are open. What is left out is open to nobody.</summary>
    /// <param name="communityId">The community of the files; 0 for members' own.</param>
    /// <param name="things">Of the kinds of this module.</param>
    /// <param name="viewer">Who asks.</param>
    Task<IReadOnlyDictionary<Thing, FileAudience>> AudienceAsync(
        long communityId, IReadOnlyCollection<Thing> things, Viewer viewer, CancellationToken cancel = default);
}

/// <summary>Who may have a file.</summary>
public enum FileAudience
{
    /// <summary>Not this viewer: for them it does not exist.</summary>
    Nobody,

    /// <summary>This viewer, as one of some.</summary>
    Viewer,

    /// <summary>Whoever asks, visitors included.</summary>
    Everyone,
}
