namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>Makes people. Only Accounts knows credentials.</summary>
public interface IMembers
{
    /// <summary>Makes a member with an account and saves it.</summary>
    /// <exception cref="Http.Refused">e-mail taken or malformed, password too weak, name missing; the field is named.</exception>
    Task<long> CreateAsync(NewMember member, CancellationToken cancel = default);

    /// <summary>Throws what <see cref="CreateAsync"/> would, and writes nothing: for forms of several steps.</summary>
    Task CheckAsync(NewMember member, CancellationToken cancel = default);

    /// <summary>Signs the member in on the current response (a new session with a new key).</summary>
    Task SignInAsync(long memberId, CancellationToken cancel = default);

    /// <summary>Finds a member by e-mail or by id; <c>null</c> when there is none.</summary>
    Task<MemberInfo?> FindAsync(string emailOrId, CancellationToken cancel = default);

    Task<IReadOnlyDictionary<long, MemberInfo>> ManyAsync(IReadOnlyCollection<long> ids, CancellationToken cancel = default);
}

/// <param name="Password"><c>null</c> makes an account that must set one by a link.</param>
/// <param name="Language">"zh" or "en".</param>
public sealed record NewMember(string Name, string Email, string? Password, string Language, string TimeZone, bool Owner = false);

/// <param name="IsOwner">Owner of the installation: holds every permission in every community.</param>
public sealed record MemberInfo(long Id, string Name, string Email, bool IsOwner, DateTime CreatedAt);
