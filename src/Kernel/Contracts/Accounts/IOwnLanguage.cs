namespace Guildhall.Kernel.Contracts.Accounts;

/// <summary>The language in which a member is spoken to: on pages, in mails and notifications, on every device.</summary>
public interface IOwnLanguage
{
    /// <summary>Keeps the language of whoever is signed in.</summary>
    /// <param name="language">zh or en.</param>
    /// <exception cref="Http.Refused">401: nobody is signed in. 422: the product does not speak it.</exception>
    Task ChooseAsync(string language, CancellationToken cancel = default);
}
