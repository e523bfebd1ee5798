"""Writes the signals of the reference's tables as XDF: synth_signals.py FOLDER_WITH_SYNTH_PY OUT_FOLDER [NAME...].

Each file holds one stream: the signal, the phase and the amplitude that it was made with. Names: the column of the table
and the seed (+5-s2, OU-10-s1); without names all are written. Needs numpy and scipy.
"""

import struct
import sys

import numpy as np

SIGNALS = {f"{snr:+d}-s{seed}": ("make", snr, seed) for snr in (-5, 0, 5, 10) for seed in (1, 2)}
SIGNALS.update({f"OU-{snr}-s1": ("make_ou", snr, 1) for snr in (0, 5, 10)})
SAMPLES_PER_CHUNK = 5000


def chunk(tag, content):
    return b"\x08" + struct.pack("<QH", len(content) + 2, tag) + content


def channel(label, unit, kind):
    return f"<channel><label>{label}</label><unit>{unit}</unit><type>{kind}</type></channel>"


def header(name, rate):
    channels = (
        channel("C3", "microvolts", "EEG")
        + channel("true-phase", "radians", "phase-truth")
        + channel("true-amplitude", "microvolts", "amplitude-truth")
    )
    return (
        f'<?xml version="1.0"?><info><name>{name}</name><type>EEG</type><channel_count>3</channel_count>'
        f"<nominal_srate>{rate:g}</nominal_srate><channel_format>double64</channel_format>"
        f"<source_id>{name}</source_id><desc><channels>{channels}</channels></desc></info>"
    )


def write(path, name, signal):
    rate = signal["fs"]
    values = np.column_stack([signal["x"], signal["phase"], signal["amp"]]).astype("<f8")
    number = struct.pack("<I", 1)
    with open(path, "wb") as out:
        out.write(b"XDF:" + chunk(1, b'<?xml version="1.0"?><info><version>1.0</version></info>'))
        out.write(chunk(2, number + header(name, rate).encode()))
        for start in range(0, len(values), SAMPLES_PER_CHUNK):
            rows = values[start : start + SAMPLES_PER_CHUNK]
            body = bytearray(number + b"\x04" + struct.pack("<I", len(rows)))
            for i, row in enumerate(rows):
                body += b"\x08" + struct.pack("<d", (start + i) / rate) + row.tobytes()
            out.write(chunk(3, bytes(body)))
        last = (len(values) - 1) / rate
        footer = f"<?xml version=\"1.0\"?><info><first_timestamp>0</first_timestamp><last_timestamp>{last}</last_timestamp><sample_count>{len(values)}</sample_count></info>"
        out.write(chunk(6, number + footer.encode()))


def main(reference, folder, names):
    sys.path.insert(0, reference)
    import synth

    for name in names or SIGNALS:
        maker, snr, seed = SIGNALS[name]
        write(f"{folder}/{name}.xdf", name, getattr(synth, maker)(snr, seed))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
