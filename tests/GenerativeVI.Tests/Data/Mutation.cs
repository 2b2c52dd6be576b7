namespace GenerativeVI.Tests.Data;

/// <summary>Damage, from a seed: bytes changed, cut out, put in, and files cut short.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] sound, Random random)
    {
        var bytes = sound.ToList();
        for (int change = random.Next(1, 4); change > 0 && bytes.Count > 0; change--)
        {
            int place = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[place] = 0xFF;
                    break;
                case 2:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
                default:
                    bytes.Insert(place, (byte)random.Next(256));
                    break;
            }
        }
        return [.. bytes];
    }
}
