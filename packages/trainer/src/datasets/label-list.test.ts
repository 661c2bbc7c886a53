import { describe, expect, it } from 'vitest';
import { parseLabelList } from './label-list.js';

function parse(text: string, column?: string): [path: string, label: string][] {
  const bytes = new TextEncoder().encode(text);
  return parseLabelList({ name: 'train.txt', bytes, column }).map(({ path, label }) => [
    path,
    label,
  ]);
}

const two = [
  ['fruit/a.jpg', 'apple'],
  ['fruit/b.jpg', 'pear'],
];

describe('a list of labels', () => {
  it.each([
    ['commas', 'fruit/a.jpg, apple, 0\nfruit/b.jpg, pear, 1\n'],
    ['tabs', 'fruit/a.jpg\tapple\nfruit/b.jpg\tpear'],
    ['semicolons', 'fruit/a.jpg;apple\nfruit/b.jpg;pear'],
    ['blanks', 'fruit/a.jpg   apple\nfruit/b.jpg pear'],
    ['a header', 'image,name\nfruit/a.jpg,apple\nfruit/b.jpg,pear'],
    ['the label first', 'label,file\napple,fruit/a.jpg\npear,fruit/b.jpg'],
    ['quotes', '"fruit/a.jpg","apple"\n "fruit/b.jpg" , "pear" \n'],
    [
      'a byte order mark, Windows lines, empty lines',
      '\ufefffruit/a.jpg,apple\r\n\r\nfruit/b.jpg,pear',
    ],
  ])('is read with %s', (_, text) => {
    expect(parse(text)).toEqual(two);
  });

  it('takes the column that is asked for, by name or number', () => {
    const text = 'path,fine,coarse\na.jpg,0,Apple\nb.jpg,1,"Pear, ""green"""\n';
    const coarse = [
      ['a.jpg', 'Apple'],
      ['b.jpg', 'Pear, "green"'],
    ];
    expect(parse(text, 'coarse')).toEqual(coarse);
    expect(parse(text, '3')).toEqual(coarse);
    expect(parse('path,2,3\na.jpg,x,y\n', '2')).toEqual([['a.jpg', 'x']]);
    expect(parse('a.jpg 0 7', '3')).toEqual([['a.jpg', '7']]);
  });

  it.each([
    ['', undefined, 'train.txt is empty'],
    ['path,label\n', undefined, 'Line 1 of train.txt names no picture'],
    ['a,b\nc,d', undefined, 'Line 2 of train.txt names no picture'],
    ['a.jpg,x\n\nb.txt,y', undefined, 'Line 3 of train.txt has no picture in column 1'],
    ['a.jpg,x\nb.jpg', undefined, 'Line 2 of train.txt has no label in column 2'],
    ['a.jpg,x\nb.jpg, ', undefined, 'Line 2 of train.txt has no label in column 2'],
    ['a.jpg,"x\nb.jpg,y', undefined, 'Line 1 of train.txt has a quote that does not end'],
    ['a.jpg,x', '3', 'The column 3 of train.txt is not there: it has 2 columns and no header'],
    ['a.jpg,x', '0', 'The column 0 of train.txt is not there'],
    ['a.jpg,x', 'breed', 'The column breed of train.txt is not there'],
    ['a.jpg,x', '1', 'The column 1 of train.txt holds the paths'],
    ['p,l\na.jpg,x', 'breed', 'The column breed of train.txt is not there: it has p, l'],
    ['a.jpg,\0', undefined, 'train.txt is no list of labels'],
  ])('%j with column %j is told', (text, column, sentence) => {
    let error: unknown;
    try {
      parse(text, column);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      code: 'dataset_invalid',
      message: expect.stringContaining(sentence),
    });
  });

  it('that is a picture is none', () => {
    const bytes = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
    expect(() => parseLabelList({ name: 'a.jpg', bytes })).toThrow('a.jpg is no list of labels');
  });
});
