using Guildhall.Kernel.Http;
using Microsoft.AspNetCore.Http;

namespace Guildhall.Kernel.Contracts.Files;

/// <summary>
/// Where whole files lie under the SHA-256 of their bytes: in the data folder, or in a bucket that speaks S3, where the operator has set
/// one. Both call a file <c>{folder}/ab/cdef…</c>. What is read is looked for in the data folder first, then in the bucket, so files may
/// lie in either while they are moved.
/// </summary>
public interface IByteStore
{
    /// <summary>Takes a file that is written whole into the store; the file is moved away or left for the caller to delete.</summary>
    /// <param name="folder">Below the data folder, with slashes, e.g. "files/kept".</param>
    /// <param name="sha256">Of its bytes, as small hexadecimal digits.</param>
    /// <param name="file">Absolute, on the same disk as the data folder.</param>
    /// <exception cref="Refused">503: the bucket does not answer, or not as it should.</exception>
    Task KeepAsync(string folder, string sha256, string file, CancellationToken cancel = default);

    /// <summary>
    /// The bytes as an answer to the current request: whole, or the range that was asked for (RFC 9110, 14; If-Range, 13.1.5).
    /// </summary>
    /// <returns><c>null</c> where they are missing.</returns>
    /// <exception cref="Refused">503: the bucket does not answer.</exception>
    Task<IResult?> ServeAsync(string folder, string sha256, string mediaType, CancellationToken cancel = default);

    /// <summary>The bytes one after the other; whoever gets the stream disposes of it.</summary>
    /// <returns><c>null</c> where they are missing.</returns>
    /// <exception cref="Refused">503: the bucket does not answer.</exception>
    Task<Stream?> OpenAsync(string folder, string sha256, CancellationToken cancel = default);

    /// <summary>All bytes at once: for small files only.</summary>
    /// <returns><c>null</c> where they are missing.</returns>
    /// <exception cref="Refused">503: the bucket does not answer.</exception>
    Task<byte[]?> ReadAsync(string folder, string sha256, CancellationToken cancel = default);

    /// <summary>
    /// Says that the bytes were wanted just now, so that they wait for a sweep. Of a bucket's this is not said: no backup holds them.
    /// </summary>
    void Touch(string folder, string sha256);

    /// <summary>Hashes of what nobody has kept since then, of the data folder first.</summary>
    /// <exception cref="Refused">503: the bucket does not answer.</exception>
    IAsyncEnumerable<string> UntouchedSinceAsync(string folder, DateTime then, CancellationToken cancel = default);

    /// <summary>Takes the bytes away unless they were kept since then.</summary>
    /// <exception cref="Refused">503: the bucket does not answer.</exception>
    Task RemoveAsync(string folder, string sha256, DateTime untouchedSince, CancellationToken cancel = default);
}
