namespace Guildhall.Kernel.Contracts.Moderation;

/// <summary>The queue of the moderators, for those who tell people of it.</summary>
public interface ICases
{
    /// <summary>How many cases of a community wait for a verdict, appeals included.</summary>
    Task<int> CountOpenAsync(long communityId, CancellationToken cancel = default);

    /// <summary>Who has reported what a case is about.</summary>
    Task<IReadOnlyList<long>> ReportersAsync(long communityId, long caseId, CancellationToken cancel = default);
}

/// <summary>What a moderator decides about a case.</summary>
public enum VerdictKind
{
    /// <summary>Held: others read it from now on.</summary>
    Publish,

    /// <summary>Held: nobody but its author and moderators will read it.</summary>
    Refuse,

    /// <summary>Reported: nothing is wrong with it.</summary>
    Keep,

    /// <summary>Reported: it goes out of sight.</summary>
    Remove,

    /// <summary>Reported, of a kind that is not removed from here: something was done about it elsewhere.</summary>
    Handled,

    /// <summary>Appealed: the first verdict stands.</summary>
    Uphold,

    /// <summary>Appealed: the first verdict and all that it did is taken back.</summary>
    Overturn,
}

/// <summary>What verdicts come to.</summary>
public static class VerdictKinds
{
    /// <summary>Whether something was done about what was reported, as the reporter hears.</summary>
    public static bool IsAgainst(this VerdictKind kind) => kind is VerdictKind.Refuse or VerdictKind.Remove or VerdictKind.Handled;

    /// <summary>Whether it decides an appeal.</summary>
    public static bool IsOfAppeal(this VerdictKind kind) => kind is VerdictKind.Uphold or VerdictKind.Overturn;
}
