import { describe, expect, it } from '@jest/globals'
import { verdict } from './test-verdict.ts'

describe('words of other tongues', () => {
  it.each([
    'Schülerinnen in Dessous',
    'ein Schulmädchen, erotisch',
    'minderjähriges Mädchen, oben ohne',
    'kleine Mädchen in Unterwäsche',
    'una colegiala en bragas',
    'una jovencita desnuda',
    'menores de edad en lencería',
    'une lycéenne en sous-vêtements',
    'des petites filles nues',
    'gamine en maillot de bain',
    'una ragazzina in costume da bagno',
    'minorenni, erotica',
    'uma novinha de calcinha',
    'uma menina de biquíni',
    'crianças sem roupa',
    '女子中学生の水着',
    'JKの下着',
    '園児、裸',
    '女童，裸',
    '小学女生，内衣',
    '未满18岁，性感',
    '여중생 수영복',
    '청소년 속옷',
    'школьниц в белье',
    'голой девочкой',
    'малышка в купальнике',
    'старшеклассница топлес',
  ])('that speak of minors in a sexual context are refused: %p', (text) => {
    expect(verdict(text, false)).toBe('underage-content')
    expect(verdict(text, true)).toBe('underage-content')
  })

  it.each(['ロリコン', '儿童色情', 'лоли на пляже', 'kinderporno', 'pornografía infantil'])(
    'that exist only to sexualise minors are refused wherever they stand: %p',
    (text) => {
      expect(verdict(text, false)).toBe('underage-content')
    },
  )

  it.each([
    'セーラー服, ビキニ',
    '校服, 性感',
    '교복, 란제리',
    'школьная форма, эротика',
    'Schuluniform, erotisch',
    'uniforme scolaire, lingerie',
  ])('for school uniforms are refused in a sexual context: %p', (text) => {
    expect(verdict(text, false)).toBe('uniform-not-allowed')
  })
})
