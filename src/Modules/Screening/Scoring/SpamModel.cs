using System.Buffers.Binary;

namespace Guildhall.Screening.Scoring;

/// <summary>
/// How likely a text is spam: logistic regression over <see cref="SpamFeatures"/>. Weights are kept as 8 bits each, with one scale, which
/// changes no verdict and keeps the whole at 64 kB.
/// </summary>
internal sealed class SpamModel
{
    private const int HeadLength = 8;

    private readonly float[] _weights;
    private readonly float _bias;

    public SpamModel(float[] weights, float bias) => (_weights, _bias) = (weights, bias);

    /// <summary>
    /// The weights that every installation begins with, learned by <c>bin/bench screening --write</c> from two public sets (CC BY 4.0): the
    /// SMS Spam Collection of Almeida and Hidalgo and the YouTube Spam Collection of Alberto and Lochter, both from the UCI Machine
    /// Learning Repository.
    /// </summary>
    public static SpamModel Shipped { get; } = ReadShipped();

    /// <returns>0 to 1.</returns>
    public double Score(string text, IReadOnlyList<string> links) => Score(SpamFeatures.Of(text, links));

    public double Score(int[] features)
    {
        if (features.Length == 0)
            return 0;
        double sum = 0;
        foreach (var feature in features)
            sum += _weights[feature];
        return 1 / (1 + Math.Exp(-(_bias + sum / Math.Sqrt(features.Length))));
    }

    public (float[] Weights, float Bias) Copy() => ([.. _weights], _bias);

    public byte[] Write()
    {
        var scale = Math.Max(_weights.Max(Math.Abs), 1e-6f) / sbyte.MaxValue;
        var bytes = new byte[HeadLength + _weights.Length];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, scale);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(4), _bias);
        for (var i = 0; i < _weights.Length; i++)
            bytes[HeadLength + i] = unchecked((byte)(sbyte)Math.Round(_weights[i] / scale));
        return bytes;
    }

    /// <exception cref="InvalidDataException">It has another length: of another version.</exception>
    public static SpamModel Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != HeadLength + SpamFeatures.Buckets)
            throw new InvalidDataException("These are no weights of this version.");
        var scale = BinaryPrimitives.ReadSingleLittleEndian(bytes);
        var weights = new float[SpamFeatures.Buckets];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = unchecked((sbyte)bytes[HeadLength + i]) * scale;
        return new SpamModel(weights, BinaryPrimitives.ReadSingleLittleEndian(bytes[4..]));
    }

    private static SpamModel ReadShipped()
    {
        using var stream = typeof(SpamModel).Assembly.GetManifestResourceStream("spam.weights")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Read(bytes);
    }
}
