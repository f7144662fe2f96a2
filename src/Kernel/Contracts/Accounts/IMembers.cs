namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>Makes and finds people. Only Accounts knows credentials.</summary>
public interface IMembers
{
    /// <summary>Makes a member with an account and saves both: in the caller's transaction where there is one, else in its own.</summary>
    /// <returns>The member's id.</returns>
    /// <exception cref="Http.Refused">422 or 409: e-mail taken or malformed, password too weak, name missing, language or time zone
    /// unknown; the field is named.</exception>
    Task<long> CreateAsync(NewMember member, CancellationToken cancel = default);

    /// <summary>
    /// All that <see cref="CreateAsync"/> would refuse, and writes nothing: for forms of several steps. An address may still be taken before
    /// the member is made.
    /// </summary>
    Task<IReadOnlyList<Http.Refused>> FaultsAsync(NewMember member, CancellationToken cancel = default);

    /// <summary>Signs the member in on the current response (a new session with a new key). The member must have an account.</summary>
    Task SignInAsync(long memberId, CancellationToken cancel = default);

    /// <summary>Finds a member by e-mail in any case, or by id in decimal; <c>null</c> when there is none.</summary>
    Task<MemberInfo?> FindAsync(string emailOrId, CancellationToken cancel = default);

    /// <summary>
    /// Finds a member by an e-mail address for somebody who may not know whether it is registered: a miss counts like a wrong guess at
    /// sign-in.
    /// </summary>
    /// <returns><c>null</c> when there is none.</returns>
    /// <exception cref="Http.Refused">429 after too many misses.</exception>
    Task<MemberInfo?> GuessAsync(string email, CancellationToken cancel = default);

    /// <summary>The members of these ids, by id; ids that nobody has are left out.</summary>
    Task<IReadOnlyDictionary<long, MemberInfo>> ManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default);
}

/// <summary>What is typed about somebody who shall become a member; not checked yet.</summary>
/// <param name="Password"><c>null</c> makes an account that must set one by a link.</param>
/// <param name="Language">"zh" or "en".</param>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Owner">Owner of the installation: holds every permission in every community.</param>
public sealed record NewMember(string Name, string Email, string? Password, string Language, string TimeZone, bool Owner = false);

/// <summary>What other modules may know of a member. The address is for operators' eyes and for mail.</summary>
/// <param name="Email">Empty for a member without an account.</param>
/// <param name="IsOwner">Owner of the installation: holds every permission in every community.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record MemberInfo(long Id, string Name, string Email, bool IsOwner, DateTime CreatedAt);
