namespace Guildhall.Files.Storage;

/// <summary>The bucket's server did not answer, or said no.</summary>
/// <param name="code">Its own, such as <c>NoSuchBucket</c>, or one of <see cref="Kernel.Http.Outbound.OutboundFailure"/>.</param>
/// <param name="words">Its own, or nothing.</param>
internal sealed class BucketFailure(string code, string words, Exception? inner = null) : Exception($"{code}: {words}", inner)
{
    /// <summary>What arrived is not what was sent: some servers store the marks of a chunked body within the object.</summary>
    public const string Altered = "stored_bytes_differ";

    public string Code { get; } = code;

    /// <summary>For the operator: no key stands in it.</summary>
    public string Answer { get; } = words.Length > 0 ? $"{code}: {words}" : code;
}
