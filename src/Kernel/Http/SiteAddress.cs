namespace Guildhall.Kernel.Http;

/// <summary>How people reach this installation, as its operator set it.</summary>
/// <param name="PublicUrl">E.g. <c>https://guild.example.org</c>, without a slash at its end; <c>null</c> where nothing is set: then the
/// host of a request is the address.</param>
/// <param name="ListenUrl">The first address on which the program listens, without a slash at its end: for links made where there is no
/// request.</param>
public sealed record SiteAddress(string? PublicUrl, string ListenUrl);
