namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>How members are reached.</summary>
public interface IContacts
{
    /// <summary>The contacts of these members, by id; members without an account are left out.</summary>
    Task<IReadOnlyDictionary<long, Contact>> ManyAsync(IReadOnlyCollection<long> memberIds, CancellationToken cancel = default);
}

/// <summary>How a member is reached.</summary>
/// <param name="Email">As the member typed it.</param>
/// <param name="EmailVerified">Whether the member has shown that mail to this address arrives. Only such an address gets mail that was not
/// asked for.</param>
/// <param name="Language">"zh" or "en".</param>
/// <param name="TimeZone">IANA name.</param>
public sealed record Contact(long MemberId, string Name, string Email, bool EmailVerified, string Language, string TimeZone);
